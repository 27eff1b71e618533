package io.github.p2pdi.examples;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;

/** The program itself: what all commands have in common. */
final class RootCommand {
    /** What slf4j-simple reads when the first logger is made. */
    private static final String LOG = "org.slf4j.simpleLogger.";

    private static final List<String> LEVELS = List.of("info", "debug", "trace");
    /** Those that run until they are told to end. */
    private static final Set<String> SERVERS = Set.of("rs", "peer");

    private final OptionSpec verbosity = OptionSpec.builder("-v", "--verbose")
            .type(boolean[].class)
            .arity("0")
            .scopeType(ScopeType.INHERIT)
            .description("Say more on stderr: what happens, and where errors come from; -vv and -vvv for more.")
            .build();

    /** The program without its commands; those that are added to it inherit all this. */
    CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(this)
                .name("p2pdi")
                .scopeType(ScopeType.INHERIT)
                .versionProvider(new ManifestVersion())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Show this help message and exit.")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("Print version information and exit.")
                        .build())
                .addOption(verbosity);
        spec.usageMessage()
                .description("Finds documents on the peers that hold them, and has them from there.")
                .sortOptions(false)
                .width(100)
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(new TreeMap<>(Map.of("0", "done", "1", "failed", "2", "used wrongly")));
        return spec;
    }

    boolean isVerbose() {
        return level() > 0;
    }

    private int level() {
        boolean @Nullable [] given = verbosity.getValue();
        return given == null ? 0 : given.length;
    }

    /**
     * Chooses what is logged; nothing has made a logger before a command runs. A warning of a command that is over in a moment needs no time of day, and what
     * formats that takes a tenth of the moment to be loaded.
     */
    void openLog(String command) {
        if (isVerbose()) {
            System.setProperty(LOG + "defaultLogLevel", LEVELS.get(Math.min(level(), LEVELS.size()) - 1));
        }
        if (isVerbose() || SERVERS.contains(command)) {
            System.setProperty(LOG + "showDateTime", "true");
            System.setProperty(LOG + "dateTimeFormat", "HH:mm:ss.SSS");
        }
    }
}
