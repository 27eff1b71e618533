package io.github.p2pdi.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.RunLast;

/** The command line: {@code p2pdi rs}, {@code peer}, {@code get}, {@code peers}, {@code list}, {@code scenario} and {@code tls-try}. */
public final class Main {
    /** In the order in which they are listed. */
    private static final List<String> COMMANDS = List.of("rs", "peer", "get", "peers", "list", "scenario", "tls-try");

    /** Picocli's own way to say what no option here is: dates and databases, which it would load to be ready for them, take a tenth of the time of a small command. */
    private static final String NOT_CONVERTED = "picocli.converters.excludes";

    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code: 0 done, 1 failed, 2 used wrongly.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.setProperty(NOT_CONVERTED, "java\\..*");
        PrintWriter out = writer(System.out, "stdout.encoding");
        PrintWriter err = writer(System.err, "stderr.encoding");
        Footer footer = new Footer(err, Terminal::ofStderr);
        System.setErr(new PrintStream(new LinesAbove(footer, System.err), true, charset("stderr.encoding")));
        System.exit(run(args, new Console(out, err, Shutdown.bySignal(), footer)));
    }

    private static PrintWriter writer(PrintStream stream, String encodingProperty) {
        return new PrintWriter(stream, true, charset(encodingProperty));
    }

    /** That of the terminal: JDK 17 has no such property yet, and its default charset is the terminal's. */
    private static Charset charset(String encodingProperty) {
        return Charset.forName(
                System.getProperty(encodingProperty, Charset.defaultCharset().name()));
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
        CommandLine program = new CommandLine(root.spec());
        for (String name : wanted(args)) {
            program.addSubcommand(name, command(name, console).spec());
        }
        ErrorLine errors = new ErrorLine(root, console);
        int code = program.setExpandAtFiles(false)
                .setOut(console.out())
                .setErr(console.err())
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(parsed -> {
                    root.openLog(
                            parsed.hasSubcommand()
                                    ? parsed.subcommand().commandSpec().name()
                                    : "");
                    return new RunLast().execute(parsed);
                })
                .execute(args);
        return code == ExitCode.OK ? written(console) : code;
    }

    /** Help and versions are printed by picocli, which does not look whether they could be. */
    private static int written(Console console) {
        try {
            console.checkWritten();
            return ExitCode.OK;
        } catch (OutputException e) {
            console.remark(ErrorLine.sentence(e));
            return ExitCode.SOFTWARE;
        }
    }

    /** The one that is named first, none for the version, or all: those that are not run need not be made and told to picocli. */
    private static List<String> wanted(String[] args) {
        if (args.length > 0 && COMMANDS.contains(args[0])) {
            return List.of(args[0]);
        }
        return args.length == 1 && args[0].equals("--version") ? List.of() : COMMANDS;
    }

    private static Command command(String name, Console console) {
        return switch (name) {
            case "rs" -> new RsCommand(console);
            case "peer" -> new PeerCommand(console);
            case "get" -> new GetCommand(console);
            case "peers" -> new PeersCommand(console);
            case "list" -> new ListCommand(console);
            case "scenario" -> new ScenarioCommand(console);
            case "tls-try" -> new TlsTryCommand(console);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
