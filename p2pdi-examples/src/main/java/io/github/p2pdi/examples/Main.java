package io.github.p2pdi.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.RunLast;

/** The command line: {@code p2pdi rs}, {@code peer}, {@code get}, {@code peers}, {@code list}, {@code scenario} and {@code tls-try}. */
public final class Main {
    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code: 0 done, 1 failed, 2 used wrongly.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(run(args, writer(System.out, "stdout.encoding"), writer(System.err, "stderr.encoding")));
    }

    /** Prints as the terminal reads: JDK 17 has no such property yet, and its default charset is the terminal's. */
    private static PrintWriter writer(PrintStream stream, String encodingProperty) {
        String encoding =
                System.getProperty(encodingProperty, Charset.defaultCharset().name());
        return new PrintWriter(stream, true, Charset.forName(encoding));
    }

    /**
     * Runs a command; those that serve return once the JVM is told to end.
     *
     * @param args the command and its options
     * @param out where results go
     * @param err where everything else goes
     * @return the exit code: 0 done, 1 failed, 2 used wrongly
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return run(args, new Console(out, err, Shutdown.bySignal()));
    }

    static int run(String[] args, Console console) {
        RootCommand root = new RootCommand();
        CommandLine program = new CommandLine(root);
        commands(args).forEach((name, command) -> program.addSubcommand(name, command.apply(console)));
        ErrorLine errors = new ErrorLine(root, console);
        return program.setExpandAtFiles(false)
                .setOut(console.out())
                .setErr(console.err())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(parsed -> {
                    root.openLog();
                    return new RunLast().execute(parsed);
                })
                .execute(args);
    }

    /** The one that is wanted, where that is clear: with all of them to look at by reflection, starting took three times as long. */
    private static Map<String, Function<Console, Callable<Integer>>> commands(String[] args) {
        Map<String, Function<Console, Callable<Integer>>> all = new LinkedHashMap<>();
        all.put("rs", RsCommand::new);
        all.put("peer", PeerCommand::new);
        all.put("get", GetCommand::new);
        all.put("peers", PeersCommand::new);
        all.put("list", ListCommand::new);
        all.put("scenario", ScenarioCommand::new);
        all.put("tls-try", TlsTryCommand::new);
        if (args.length > 0 && all.containsKey(args[0])) {
            all.keySet().retainAll(Set.of(args[0]));
        }
        return all;
    }
}
