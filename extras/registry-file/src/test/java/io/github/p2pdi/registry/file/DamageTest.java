package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
    private static final int ROUNDS = 100;
    private static final int PEERS = 300;

    @TempDir
    private Path folder;

    private final Stage stage = new Stage();

    @Test
    void damageIsRepairedWithoutLossOrRefusedWithTheFileAndThePlace() throws Exception {
        Set<PeerAddress> all = filled();
        Path file = folder.resolve("peers.mv");
        byte[] whole = Files.readAllBytes(file);
        byte[] saved = Files.readAllBytes(folder.resolve("saved"));
        long seed = Long.getLong("p2pdi.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(file, damaged(whole, random));
            Files.write(folder.resolve("saved"), saved);
            refused += isRefused(all, "seed " + seed + ", round " + round) ? 1 : 0;
        }
        assertTrue(refused > 0, "some of it must matter");
    }

    @Test
    void lostFileIsRefused() throws Exception {
        Set<PeerAddress> all = filled();
        Files.delete(folder.resolve("peers.mv"));
        assertTrue(isRefused(all, "without the file"));
    }

    private Set<PeerAddress> filled() throws Exception {
        try (PeerRegistry registry = stage.open(folder)) {
            for (int i = 0; i < PEERS; i++) {
                registry.register(Stage.claim(i));
                if (i % 10 == 0) {
                    Stage.registered(registry, i);
                }
            }
            return addresses(registry);
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(3)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4096), (byte) random.nextInt());
            default -> bytes = Arrays.copyOf(bytes, at);
        }
        return bytes;
    }

    private boolean isRefused(Set<PeerAddress> all, String which) throws IOException {
        try (PeerRegistry registry = stage.open(folder)) {
            assertEquals(all, addresses(registry), which);
            return false;
        } catch (StorageException e) {
            assertTrue(e.getMessage().contains("peers.mv is damaged"), which + ": " + e.getMessage());
            return true;
        }
    }

    private static Set<PeerAddress> addresses(PeerRegistry registry) {
        return registry.listed().peers().stream().map(peer -> peer.address()).collect(Collectors.toSet());
    }
}
