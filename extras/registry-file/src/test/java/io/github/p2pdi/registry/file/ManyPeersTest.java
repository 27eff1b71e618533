package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.registry.PeerRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyPeersTest {
    private static final int PEERS = 100_000;
    private static final int MOST_MILLIS = 2000;

    @TempDir
    private Path folder;

    @Test
    @Tag("figure")
    void hundredThousandPeersAreKnownAgainWithinTwoSeconds() throws Exception {
        Stage stage = new Stage();
        try (PeerRegistry registry = stage.open(folder)) {
            for (int i = 0; i < PEERS; i++) {
                registry.register(Stage.claim(i));
            }
            Stage.registered(registry, PEERS - 1);
        }
        long began = System.nanoTime();
        try (PeerRegistry registry = stage.open(folder)) {
            long millis = (System.nanoTime() - began) / 1_000_000;
            assertEquals(PEERS, registry.size());
            System.out.println("figure: restart-with-100000-peers-ms " + millis + " <= " + MOST_MILLIS);
            assertTrue(millis <= MOST_MILLIS, "it took " + millis + " ms");
        }
    }
}
