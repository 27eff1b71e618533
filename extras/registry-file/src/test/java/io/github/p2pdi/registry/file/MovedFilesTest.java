package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody does to the folder of a registry that is open. */
@DisabledOnOs(OS.WINDOWS) // Nobody can move there what is open.
class MovedFilesTest {
    @TempDir
    private Path place;

    private final Stage stage = new Stage();

    /** Whoever were told that he is registered would not be known after a restart. */
    @ParameterizedTest
    @ValueSource(strings = {"state", "state/peers.mv", "state/saved"})
    void nobodyIsRegisteredWhereTheFilesHaveBeenMovedAway(String moved) throws Exception {
        try (PeerRegistry registry = stage.open(place.resolve("state"))) {
            Cookie first = Stage.registered(registry, 1);
            Files.move(place.resolve(moved), place.resolve("elsewhere"));
            assertEquals(new Verdict.NotKept(), Stage.register(registry, 2));
            assertEquals(Leave.NOT_KEPT, Stage.leave(registry, first));
            assertTrue(registry.renew(first).isPresent());
        }
    }

    @Test
    void aFileInUseWhoseLockWasRemovedIsNotCalledDamaged() throws Exception {
        Path folder = place.resolve("state");
        try (PeerRegistry registry = stage.open(folder)) {
            Stage.registered(registry, 1);
            Files.delete(folder.resolve("lock"));
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            ServingMain.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(1, other.waitFor(), said);
            assertTrue(said.contains("peers.mv is in use by another registration server"), said);
            Stage.registered(registry, 2);
        }
    }
}
