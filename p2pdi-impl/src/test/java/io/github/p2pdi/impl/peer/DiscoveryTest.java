package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.LimitedExecutor;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final PeerAddress GOOD = PeerAddress.of("good", 4001);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WhoIsActive active = mock(WhoIsActive.class);
    private final IndexQuery query = mock(IndexQuery.class);
    private final Discovery discovery =
            new Discovery(active, new HearsaySources(1), query, clock, new LimitedExecutor(threads, 32));
    /** Those that were asked, in that order. */
    private final BlockingQueue<PeerAddress> asked = new LinkedBlockingQueue<>();
    /** Until then those whose host is named so tell nothing more. */
    private final CountDownLatch dripped = new CountDownLatch(1);

    @BeforeEach
    void answer() throws Exception {
        when(query.update(any(), any())).thenAnswer(call -> {
            PeerAddress peer = call.getArgument(0);
            asked.add(peer);
            if (peer.host().equals("drips")) {
                dripped.await();
            }
            if (peer.host().equals("refuses")) {
                throw new PeerUnreachableException(peer, "refused", null);
            }
            return true;
        });
    }

    @AfterEach
    void end() {
        dripped.countDown();
        threads.shutdown();
    }

    private static Set<PeerAddress> dripping(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(port -> PeerAddress.of("drips", port))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private PeerAddress nextAsked() throws InterruptedException {
        PeerAddress next = asked.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "nobody else is asked");
        return next;
    }

    @Test
    void thoseThatDripKeepNobodyFromBeingAsked() throws Exception {
        Set<PeerAddress> peers = dripping(25);
        peers.add(GOOD);
        when(active.find(any())).thenReturn(peers);
        Round round = discovery.since(clock.nanos());
        for (int five = 0; five < 5; five++) {
            for (int i = 0; i < 5; i++) {
                assertEquals("drips", nextAsked().host());
            }
            clock.advance(SLOW);
        }
        assertEquals(GOOD, nextAsked());
        assertEquals(List.of(), List.copyOf(asked));
        dripped.countDown();
        round.awaitFinish();
    }

    @Test
    void whoWasSlowOrSilentIsAskedLastInTheNextRound() throws Exception {
        PeerAddress refuses = PeerAddress.of("refuses", 4002);
        Set<PeerAddress> peers = dripping(10);
        peers.addAll(List.of(GOOD, refuses));
        when(active.find(any())).thenReturn(peers);
        discovery.since(clock.nanos());
        for (int i = 0; i < 12; i++) {
            nextAsked();
            if (i == 4 || i == 9) {
                clock.advance(SLOW);
            }
        }
        Round second = discovery.since(clock.nanos());
        Set<PeerAddress> first = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            first.add(nextAsked());
        }
        assertTrue(first.containsAll(List.of(GOOD, refuses)), first.toString());
        dripped.countDown();
        second.awaitFinish();
    }

    @Test
    void peersThatDripHoldNoneOfTheSharedPlaces() throws Exception {
        when(active.find(any())).thenReturn(dripping(1));
        expectOthersToGoOnBeside(active);
    }

    @Test
    void serversThatHangHoldNoneOfTheSharedPlaces() throws Exception {
        when(active.find(any())).thenAnswer(call -> {
            asked.add(GOOD);
            dripped.await();
            return Set.of();
        });
        expectOthersToGoOnBeside(active);
    }

    private void expectOthersToGoOnBeside(WhoIsActive slow) throws Exception {
        LimitedExecutor shared = new LimitedExecutor(threads, 3, 16);
        for (int i = 0; i < 3; i++) {
            new Discovery(slow, new HearsaySources(1), query, clock, shared).since(clock.nanos());
            nextAsked();
        }
        WhoIsActive well = mock(WhoIsActive.class);
        when(well.find(any())).thenReturn(Set.of(GOOD));
        Round round = new Discovery(well, new HearsaySources(1), query, clock, shared).since(clock.nanos());
        clock.advance(SLOW);
        assertEquals(GOOD, nextAsked());
        round.awaitFinish();
    }

    @Test
    void whoIsClosedAsksNobodyAnyMore() throws Exception {
        when(active.find(any())).thenReturn(dripping(6));
        Round round = discovery.since(clock.nanos());
        for (int i = 0; i < 5; i++) {
            nextAsked();
        }
        discovery.close();
        dripped.countDown();
        round.awaitFinish();
        clock.advance(SLOW);
        discovery.since(clock.nanos()).awaitFinish();
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
        assertEquals(List.of(), List.copyOf(asked));
        verify(active, times(1)).find(any());
    }

    @Test
    void whereNoThreadIsToBeHadARoundHasFailed() throws Exception {
        PeerAddress server = PeerAddress.of("server", 65432);
        when(active.server()).thenReturn(Optional.of(server));
        threads.shutdown();
        Round round = discovery.since(clock.nanos());
        round.awaitFinish();
        assertTrue(round.failure().orElseThrow().mayRetry());
        assertEquals(server, round.remarks().get(0).source());
        assertTrue(round.remarks().get(0).mayRetry());
    }

    @Test
    void whatIsThrownUncheckedIsAFailureToo() throws Exception {
        when(active.find(any())).thenReturn(Set.of(GOOD));
        IllegalStateException thrown = new IllegalStateException("thrown by a test");
        doThrow(thrown).when(query).update(any(), any());
        discovery.since(clock.nanos()).awaitFinish();
        assertEquals(thrown, discovery.silent().get(GOOD).getCause());
    }

    /** A host of one piece and one of the other have the same hash code, wherever they stand. */
    @Test
    void veryManyWhoseAddressesHashAlikeAreToldInNoTime() {
        Map<PeerAddress, Integer> peers = new ConcurrentHashMap<>();
        for (int bits = 0; bits < 1 << 17; bits++) {
            int each = bits;
            String host = IntStream.range(0, 17)
                    .mapToObj(bit -> ((each >> bit) & 1) == 0 ? "an" : "c0")
                    .collect(Collectors.joining());
            peers.put(PeerAddress.of(host, 4001), each);
        }
        assertEquals(
                1,
                peers.keySet().stream()
                        .mapToInt(PeerAddress::hashCode)
                        .distinct()
                        .count());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(1 << 17, Discovery.copy(peers).size()));
    }
}
