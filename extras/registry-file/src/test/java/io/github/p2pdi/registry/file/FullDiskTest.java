package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir
    private Path folder;

    private final Stage stage = new Stage();

    @Test
    void nobodyRegistersOrLeavesOnAFullDiskAllElseGoesOnAndItHeals() throws Exception {
        FilePath.register(new FullFileSystem());
        Cookie first;
        Cookie later;
        try (PeerRegistry registry = stage.open(folder, "full:")) {
            first = Stage.registered(registry, 1);
            FullFileSystem.full = true;
            assertEquals(new Verdict.NotKept(), Stage.register(registry, 2));
            assertEquals(new Verdict.NotKept(), Stage.register(registry, 2));
            assertEquals(Leave.NOT_KEPT, Stage.leave(registry, first));
            assertEquals(1, registry.size());
            assertTrue(registry.renew(first).isPresent());
            assertEquals(1, registry.listed().peers().size());
            FullFileSystem.full = false;
            later = healed(registry);
        } finally {
            FullFileSystem.full = false;
        }
        try (PeerRegistry registry = stage.open(folder)) {
            assertEquals(2, registry.size());
            assertTrue(registry.renew(first).isPresent());
            assertTrue(registry.renew(later).isPresent());
            assertFalse(registry.listed().peers().stream()
                    .anyMatch(peer -> peer.address().equals(Stage.peer(2))));
        }
    }

    @Test
    void aFullDiskIsNotTakenForADamagedFile() throws Exception {
        FilePath.register(new FullFileSystem());
        FullFileSystem.full = true;
        try {
            StorageException refusal = assertThrows(StorageException.class, () -> stage.open(folder, "full:"));
            String said = String.valueOf(refusal.getMessage());
            assertTrue(said.endsWith("peers.mv cannot be opened: No space left on device"), said);
        } finally {
            FullFileSystem.full = false;
        }
        stage.open(folder).close();
    }

    /** It is tried again a second later, on another thread: until that has happened, the answer may still be no. */
    private Cookie healed(PeerRegistry registry) throws Exception {
        stage.clock.awaitWaiters(1);
        stage.clock.advance(Duration.ofSeconds(1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() - end < 0) {
            if (Stage.register(registry, 3) instanceof Verdict.Granted granted) {
                return granted.registration().cookie();
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("it has not healed");
    }
}
