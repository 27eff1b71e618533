package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a command talks to: results go out, errors go beside them, and it is told when to end.
 *
 * @param out where results go, and nothing else
 * @param err where everything else goes
 * @param shutdown how the command learns that it is to end
 */
record Console(PrintWriter out, PrintWriter err, Shutdown shutdown) {
    /** What could break a line, or play tricks on a terminal: some of what is printed comes from other peers. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    /** Prints a result at once: scripts wait for it. */
    void result(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints a remark or an error as one line. */
    void remark(String message) {
        err.println("p2pdi: " + oneLine(message));
        err.flush();
    }

    /** The first, then the others. */
    static String addresses(List<PeerAddress> all) {
        return all.stream().map(PeerAddress::toString).collect(Collectors.joining(", "));
    }

    static String oneLine(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    }
}
