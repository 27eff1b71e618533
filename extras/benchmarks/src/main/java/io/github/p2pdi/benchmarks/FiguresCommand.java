package io.github.p2pdi.benchmarks;

import io.github.p2pdi.benchmarks.figure.Figure;
import io.github.p2pdi.benchmarks.figure.Figures;
import io.github.p2pdi.benchmarks.figure.Report;
import io.github.p2pdi.benchmarks.figure.Setting;
import io.github.p2pdi.benchmarks.server.Ours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code figures}. */
@Command(
        name = "figures",
        description = "Measures our servers beside those of others, in turn, and prints medians of the ratios of their"
                + " rounds with their targets.",
        mixinStandardHelpOptions = true)
final class FiguresCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            description = "The figures wanted, by the beginnings of their names (default: all).")
    private List<String> wanted = new ArrayList<>();

    @Option(names = "--jar", description = "Our command line (default: ${DEFAULT-VALUE}).")
    private Path jar = Path.of("p2pdi-examples", "target", "p2pdi-examples.jar");

    @Option(
            names = "--jvm-argument",
            description = "An argument for the JVM of our servers; may be given several times.")
    private List<String> jvmArguments = new ArrayList<>();

    @Option(names = "--rounds", description = "How often each side is measured (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(names = "--seconds", description = "How long each time (default: ${DEFAULT-VALUE}).")
    private int seconds = 3;

    @Option(names = "--profile", description = "Follow a miss with its profile.")
    private boolean profiled;

    @Option(names = "--list", description = "Print the names and measure nothing.")
    private boolean listed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in.
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (String name : wanted) {
            if (Figures.all().stream().noneMatch(figure -> figure.name().startsWith(name))) {
                throw new ParameterException(spec.commandLine(), "no figure begins with '" + name + "': see --list");
            }
        }
        if (!Files.exists(jar)) {
            throw new IOException(jar + " is not there: build it with mvn package, or name another with --jar");
        }
        Report report = new Report(System.out);
        Setting setting =
                new Setting(new Ours(jar, jvmArguments), report, rounds, Duration.ofSeconds(seconds), profiled);
        report.say(machine());
        for (Figure figure : Figures.all()) {
            if (isWanted(figure)) {
                report.say("== " + figure.name());
                measure(figure, setting);
            }
        }
        return report.missed().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void measure(Figure figure, Setting setting) throws IOException, InterruptedException {
        if (!listed) {
            figure.measure(setting);
        }
    }

    private boolean isWanted(Figure figure) {
        return wanted.isEmpty() || wanted.stream().anyMatch(figure.name()::startsWith);
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version") + ", " + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + ", everything on 127.0.0.1";
    }
}
