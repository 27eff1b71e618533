package io.github.p2pdi.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code p2pdi scenario}. */
final class ScenarioCommand implements Command {
    private final Console console;

    private final Setting<Optional<Path>> share = Setting.optional(
            "--share",
            "DIR",
            new Converters.FilePath(),
            "The folder that peer B shares: files named rfc<number>.<ext> (default: two made documents).");

    ScenarioCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Command.spec(
                this,
                "Plays a registration server and two peers against one another, and prints every message head"
                        + " as it is received.");
        Setting.add(spec, share);
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, UnexpectedOutcomeException {
        try (TemporaryFolder folder = TemporaryFolder.create("p2pdi-scenario-")) {
            Path shared = share.value().isPresent()
                    ? share.value().get()
                    : folder.path().resolve("share");
            Scenario scenario = new Scenario(console, shared, folder.path().resolve("out"));
            console.shutdown().onRequest(() -> {
                scenario.close();
                folder.closeQuietly();
            });
            if (share.value().isEmpty()) {
                makeDocuments(shared);
            }
            scenario.play();
        }
        return ExitCode.OK;
    }

    private static void makeDocuments(Path folder) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(
                folder.resolve("rfc1.txt"), "A Made Document\r\n\r\nIts lines end as those of the field do.\r\n");
        Files.writeString(
                folder.resolve("rfc2.txt"), "Another Made Document\n\nThere are two, so that one can be chosen.\n");
    }
}
