package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a command talks to: results go out, errors go beside them, and it is told when to end.
 *
 * @param out where results go, and nothing else
 * @param err where everything else goes
 * @param shutdown how the command learns that it is to end
 * @param footer what is below all that goes out or beside, where that is a terminal
 */
record Console(PrintWriter out, PrintWriter err, Shutdown shutdown, Footer footer) {
    /** Where nobody looks. */
    Console(PrintWriter out, PrintWriter err, Shutdown shutdown) {
        this(out, err, shutdown, new Footer(err, Optional::empty));
    }

    /** Prints a result at once: scripts wait for it. */
    void result(String line) {
        footer.above(() -> {
            out.println(line);
            checkWritten();
        });
    }

    /** Flushes; a writer keeps to itself what went wrong until it is asked. */
    void checkWritten() {
        if (out.checkError()) {
            throw new OutputException();
        }
    }

    /** Prints a remark or an error as one line. */
    void remark(String message) {
        footer.above(() -> {
            err.println("p2pdi: " + oneLine(message));
            err.flush();
        });
    }

    /** The first, then the others. */
    static String addresses(List<PeerAddress> all) {
        return all.stream().map(PeerAddress::toString).collect(Collectors.joining(", "));
    }

    /** Without what could break the line, or play tricks on a terminal: some of what is printed comes from other peers. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        boolean afterGap = false;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int letter = text.codePointAt(i);
            boolean gap = isUnprintable(letter);
            if (!gap) {
                line.appendCodePoint(letter);
            } else if (!afterGap) {
                line.append(' ');
            }
            afterGap = gap;
        }
        return line.toString().strip();
    }

    private static boolean isUnprintable(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
