package io.github.p2pdi.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code p2pdi scenario}. */
@Command(
        description = "Plays a registration server and two peers against one another, and prints every message head"
                + " as it is received.")
final class ScenarioCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--share",
            paramLabel = "DIR",
            description = "The folder that peer B shares: files named rfc<number>.<ext> (default: two made documents).")
    private Optional<Path> share = Optional.empty();

    ScenarioCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, UnexpectedOutcomeException {
        try (TemporaryFolder folder = TemporaryFolder.create("p2pdi-scenario-")) {
            console.shutdown().onRequest(folder::close);
            Path shared = share.isPresent() ? share.get() : madeDocuments(folder.path());
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
