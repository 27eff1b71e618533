package io.github.p2pdi.examples;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lines at the foot of a terminal that are drawn again as they change, below all that is printed for good. Safe for concurrent use. */
final class Footer {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_REST_OF_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private final PrintWriter out;
    private final Supplier<Optional<Terminal>> terminal;
    private final Map<String, String> lines = new LinkedHashMap<>();
    private int drawn;

    /**
     * Prints nothing before there is a line.
     *
     * @param out the terminal
     * @param terminal what is known of it, or that it is none; asked where it matters
     */
    Footer(PrintWriter out, Supplier<Optional<Terminal>> terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** What is known of the terminal; nobody needs to wait until it is. */
    CompletableFuture<Optional<Terminal>> terminal() {
        return CompletableFuture.supplyAsync(terminal);
    }

    /** Draws a line, which must be shorter than the terminal is wide; a new one below the others. */
    synchronized void set(String name, String line) {
        lines.put(name, line);
        draw();
    }

    synchronized void remove(String name) {
        if (lines.remove(name) != null) {
            draw();
        }
    }

    /** Prints whole lines, to here or elsewhere on the same terminal, above the footer. */
    synchronized void above(Runnable print) {
        erase();
        try {
            print.run();
        } finally {
            if (!lines.isEmpty()) {
                draw();
            }
        }
    }

    /** In one piece, so that it does not flicker. */
    private void draw() {
        StringBuilder all = new StringBuilder(toFirstLine());
        lines.values()
                .forEach(line -> all.append(line).append(CLEAR_REST_OF_LINE).append('\n'));
        out.print(all.append(CLEAR_BELOW));
        out.flush();
        drawn = lines.size();
    }

    private void erase() {
        if (drawn > 0) {
            out.print(toFirstLine() + CLEAR_BELOW);
            out.flush();
            drawn = 0;
        }
    }

    /** To the margin, too: the terminal may have shown there what was typed, as ^C. */
    private String toFirstLine() {
        return drawn == 0 ? "" : "\r" + ESCAPE + drawn + "A";
    }
}
