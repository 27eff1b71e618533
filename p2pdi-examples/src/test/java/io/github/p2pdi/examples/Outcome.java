package io.github.p2pdi.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What came of a command that ran to its end in this JVM.
 *
 * @param code its exit code
 * @param out what it printed as results
 * @param err what it printed beside them
 */
record Outcome(int code, List<String> out, List<String> err) {
    static Outcome of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), close -> {});
        int code = Main.run(args, console);
        // For the search of all that was printed.
        System.err.println(out + "\n" + err);
        return new Outcome(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }
}
