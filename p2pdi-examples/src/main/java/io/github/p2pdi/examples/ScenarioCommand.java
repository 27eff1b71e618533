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
            console.shutdown().onRequest(folder::close);
            Path shared = share.value().isPresent() ? share.value().get() : madeDocuments(folder.path());
            new Scenario(console, shared, folder.path().resolve("out")).play();
        }
        return ExitCode.OK;
    }

    private static Path madeDocuments(Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("share"));
        Files.writeString(
                folder.resolve("rfc1.txt"), "A Made Document\r\n\r\nIts lines end as those of the field do.\r\n");
        Files.writeString(
                folder.resolve("rfc2.txt"), "Another Made Document\n\nThere are two, so that one can be chosen.\n");
        return folder;
    }
}
