package io.github.p2pdi.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code java -jar p2pdi-benchmarks.jar}. */
@Command(
        name = "benchmarks",
        description = "Measures P2P-DI.",
        mixinStandardHelpOptions = true,
        subcommands = {FiguresCommand.class, BuildsCommand.class, LoadCommand.class, JmhCommand.class})
final class Main {
    private Main() {}

    /** Runs one of the commands. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
