package io.github.p2pdi.examples;

import java.util.List;
import java.util.Set;
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
    private static final String LOG = "org.slf4j.simpleLogger.";

    private static final List<String> LEVELS = List.of("info", "debug", "trace");
    /** Those that run until they are told to end. */
    private static final Set<String> SERVERS = Set.of("rs", "peer");

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more on stderr: what happens, and where errors come from; -vv and -vvv for more.")
    private boolean[] verbosity = {};

    boolean isVerbose() {
        return verbosity.length > 0;
    }

    /**
     * Chooses what is logged; nothing has made a logger before a command runs. A warning of a command that is over in a moment needs no time of day, and what
     * formats that takes a tenth of the moment to be loaded.
     */
    void openLog(String command) {
        if (isVerbose()) {
            System.setProperty(LOG + "defaultLogLevel", LEVELS.get(Math.min(verbosity.length, LEVELS.size()) - 1));
        }
        if (isVerbose() || SERVERS.contains(command)) {
            System.setProperty(LOG + "showDateTime", "true");
            System.setProperty(LOG + "dateTimeFormat", "HH:mm:ss.SSS");
        }
    }
}
