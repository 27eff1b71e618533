package io.github.p2pdi.examples;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program itself: what all commands have in common. */
@Command(
        name = "p2pdi",
        description = "Finds documents on the peers that hold them, and has them from there.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        scope = ScopeType.INHERIT,
        sortOptions = false,
        usageHelpWidth = 100,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:used wrongly"})
final class RootCommand {
    /** What slf4j-simple reads when the first logger is made. */
    private static final String LOG_LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

    private static final List<String> LEVELS = List.of("info", "debug", "trace");

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more on stderr: what happens, and where errors come from; -vv and -vvv for more.")
    private boolean[] verbosity = {};

    boolean isVerbose() {
        return verbosity.length > 0;
    }

    /** Chooses what is logged; nothing has made a logger before a command runs. */
    void openLog() {
        if (isVerbose()) {
            System.setProperty(LOG_LEVEL, LEVELS.get(Math.min(verbosity.length, LEVELS.size()) - 1));
        }
    }
}
