package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.runtime.ReachedLimits;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Listener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RegistrationServerNodeTest {
    private static final PeerAddress AT = PeerAddress.of("127.0.0.1", 65243);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final PeerRegistry registry = Registries.open(clock);
    private final ServerEvents counters = new ServerEvents(RegistrationServerListener.NONE, Runnable::run);
    private final ReachedLimits limits = new ReachedLimits(clock, Runnable::run, (limit, times) -> {});
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private Runnable beforeListenerCloses = () -> {};
    private final RegistrationServerNode node = new RegistrationServerNode(
            List.of(new FakeListener()), registry, counters, limits, new RunningTime(clock), () -> {
                closed.add("rest");
                throw new IllegalStateException("a part that fails to close");
            });

    @Test
    void nodeShowsWhereItListensAndWhoIsActive() {
        registry.register(Registries.plain(Registries.ALICE, Registries.HOME));
        assertEquals(AT, node.address());
        assertEquals(Registries.ALICE, node.activePeers().get(0).address());
        assertEquals("registration server at 127.0.0.1:65243", node.toString());
    }

    @Test
    void closeEndsListeningFirstAndIsQuietTheSecondTime() {
        node.close();
        node.close();
        assertEquals(List.of("listener", "rest"), closed);
        assertEquals(AT, node.address());
        assertThrows(IllegalStateException.class, node::activePeers);
    }

    @Test
    void awaitClosedReturnsOnceItIsClosed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread waiting = new Thread(
                () -> {
                    begun.countDown();
                    try {
                        node.awaitClosed();
                        ended.countDown();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                "awaits-closed");
        waiting.setDaemon(true);
        waiting.start();
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        assertEquals(1, ended.getCount());
        node.close();
        assertTrue(ended.await(20, TimeUnit.SECONDS));
        node.awaitClosed();
    }

    /** Whoever closes it once more takes nothing away from what is being answered still. */
    @Test
    void aSecondCloseLeavesTheFirstItsOrder() {
        beforeListenerCloses = () -> {
            Thread second = new Thread(node::close, "closes-too");
            second.setDaemon(true);
            second.start();
            try {
                second.join(20_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertEquals(List.of(), closed);
        };
        node.close();
        assertEquals(List.of("listener", "rest"), closed);
    }

    private final class FakeListener implements Listener {
        @Override
        public PeerAddress address() {
            return AT;
        }

        @Override
        public void close() {
            beforeListenerCloses.run();
            // The registry is still open while the last requests are answered.
            assertEquals(0, registry.size());
            closed.add("listener");
        }
    }
}
