package io.github.p2pdi.benchmarks;

import io.github.p2pdi.benchmarks.figure.Builds;
import io.github.p2pdi.benchmarks.figure.Report;
import io.github.p2pdi.benchmarks.figure.Setting;
import io.github.p2pdi.benchmarks.server.Ours;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code builds}. */
@Command(
        name = "builds",
        description =
                "Measures two builds of our registration server in turn, and prints the ratios of the second to the first.",
        mixinStandardHelpOptions = true)
final class BuildsCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "BEFORE", description = "The command line as it was.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "The command line as it is.")
    private Path after = Path.of("");

    @Option(names = "--connections", description = "How many ask at the same time (default: ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(
            names = "--register",
            description = "New peers register, each over a new connection; else known ones keep alive.")
    private boolean registering;

    @Option(
            names = "--sample",
            description = "A known peer asks for samples of 50 of the others, instead of keeping alive.")
    private boolean sampling;

    @Option(names = "--peers", description = "How many peers are known (default: ${DEFAULT-VALUE}).")
    private int peers = 1000;

    @Option(names = "--rounds", description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 9;

    @Option(names = "--seconds", description = "How long each time (default: ${DEFAULT-VALUE}).")
    private int seconds = 2;

    @Option(names = "--profile", description = "Follow a loss with the profile of the second.")
    private boolean profiled;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Setting setting = new Setting(
                new Ours(after, List.of()), new Report(System.out), rounds, Duration.ofSeconds(seconds), profiled);
        Builds.Asking asking =
                registering ? Builds.Asking.REGISTER : sampling ? Builds.Asking.SAMPLE : Builds.Asking.KEEPALIVE;
        new Builds(new Ours(before, List.of()), connections, peers, asking).measure(setting);
        return ExitCode.OK;
    }
}
