package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.transport.MemoryNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a peer says that listens already, and does not know yet what it shares. */
class StartingPeerTest {
    private static final PeerAddress ADDRESS = new PeerAddress("memory", "127.0.0.1", 7);

    @Test
    void isNotTakenForOneWithoutDocuments() throws Exception {
        MemoryNetwork network = Transports.memory();
        SlowStore store = new SlowStore();
        try (PeerNode asker = P2PDI.startPeer(PeerConfig.builder()
                .bind(ADDRESS.withPort(0))
                .transport(network)
                .build())) {
            FutureTask<PeerNode> starting = new FutureTask<>(() -> P2PDI.startPeer(PeerConfig.builder()
                    .bind(ADDRESS)
                    .transport(network)
                    .store(store)
                    .build()));
            new NewThread().execute(starting);
            assertTrue(store.asked.await(30, TimeUnit.SECONDS));

            RequestRefusedException refusal = assertThrows(RequestRefusedException.class, () -> asker.query(ADDRESS));
            assertEquals(Status.UNAVAILABLE, refusal.status());
            assertEquals(Optional.of(Duration.ofSeconds(1)), refusal.retryAfter());

            store.answers.countDown();
            try (PeerNode started = starting.get(30, TimeUnit.SECONDS)) {
                assertEquals(
                        List.of(7L),
                        asker.query(started.address()).stream().map(Rfc::number).toList());
            }
        }
    }

    /** One that takes its time to say what it has. */
    private static final class SlowStore implements DocumentStore {
        private final Shelf shelf = new Shelf(Map.of(7L, new byte[] {1}));
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);

        @Override
        public List<Document> documents() {
            asked.countDown();
            try {
                answers.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return shelf.documents();
        }

        @Override
        public Document add(long number, String title, Path file) {
            return shelf.add(number, title, file);
        }

        @Override
        public Optional<Opened> open(long number) {
            return shelf.open(number);
        }

        @Override
        public Subscription onChange(Runnable listener) {
            return shelf.onChange(listener);
        }

        @Override
        public void close() {}
    }
}
