package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.CALL_TIMEOUT;
import static io.github.p2pdi.impl.registration.KeeperFixture.SELF;
import static io.github.p2pdi.impl.registration.KeeperFixture.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.NotRegisteredException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens when a peer goes from one server to another while something else is under way, each held back at the worst moment. */
class ServerChoiceRaceTest {
    private static final PeerAddress A = PeerAddress.of("rs-a", 65243);
    private static final PeerAddress B = PeerAddress.of("rs-b", 65243);
    private static final PeerAddress C = PeerAddress.of("rs-c", 65243);
    private static final Duration BEAT = Duration.ofSeconds(100);
    private static final Duration RETURN = Duration.ofMinutes(3);

    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newCachedThreadPool();
    private final KeeperFixture fixture = new KeeperFixture(FakeNetwork.down());
    private final FakeNetwork network = fixture.network;
    private final List<PeerRegistry> registries = new ArrayList<>();
    private final FakeNetwork.Server a = server(1);
    private final FakeNetwork.Server b = server(2);
    private final FakeNetwork.Server c = server(3);
    private final ServerChoice choice = fixture.keeper(
            Stream.of(A, B, C)
                    .map(server -> new WantedLease(server, () -> SELF, Duration.ofSeconds(300), CALL_TIMEOUT))
                    .toList(),
            constant(0.5),
            threads);

    private FakeNetwork.Server server(long seed) {
        PeerRegistry registry = Registries.open(fixture.clock, new Random(seed)::nextLong, 100);
        registries.add(registry);
        return FakeNetwork.served(Registries.service(registry, fixture.clock));
    }

    @BeforeEach
    void registerWithTheFirst() throws Exception {
        network.become(A, a);
        network.become(B, b);
        network.become(C, c);
        choice.register();
    }

    @AfterEach
    void endThreads() throws Exception {
        choice.close();
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(0, fixture.clock.pendingTasks());
    }

    private List<Set<PeerAddress>> listed() {
        return registries.stream().map(Registries::activeAddresses).toList();
    }

    private HeldServer held(PeerAddress at, FakeNetwork.Server server, String method) {
        HeldServer held = new HeldServer(server, method, 1);
        network.become(at, held);
        return held;
    }

    private static <T> T finish(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    private Future<?> leave() {
        return threads.submit(() -> {
            choice.leave();
            return null;
        });
    }

    @Test
    void leaveTakesBackAMoveThatIsUnderWay() throws Exception {
        network.become(A, FakeNetwork.down());
        HeldServer held = held(B, b, "register");
        Future<List<Peer>> asking = threads.submit(choice::activePeers);
        held.awaitArrival();
        network.become(A, a);
        Future<?> leaving = leave();
        fixture.clock.awaitWaiters(1);
        held.release();
        finish(leaving);
        assertInstanceOf(
                NotRegisteredException.class,
                assertThrows(ExecutionException.class, () -> finish(asking)).getCause());
        assertEquals(Collections.nCopies(3, Set.of()), listed());
        assertEquals(0, fixture.requestsWithin(Duration.ofDays(1)));
    }

    @Test
    void noMoveGoesOnToTheNextAfterALeave() throws Exception {
        network.become(A, FakeNetwork.down());
        HeldServer held = held(
                B,
                request -> {
                    throw new PeerUnreachableException(B, "down", null);
                },
                "register");
        Future<List<Peer>> asking = threads.submit(choice::activePeers);
        held.awaitArrival();
        network.become(A, a);
        Future<?> leaving = leave();
        fixture.clock.awaitWaiters(1);
        held.release();
        finish(leaving);
        assertThrows(ExecutionException.class, () -> finish(asking));
        assertTrue(network.newlyAsked().stream().noneMatch(asked -> asked.startsWith("rs-c")));
        assertEquals(Collections.nCopies(3, Set.of()), listed());
    }

    @Test
    void manyWhoFindAServerGoneMoveOnce() throws Exception {
        network.become(A, FakeNetwork.down());
        HeldServer held = held(B, b, "register");
        List<Future<List<Peer>>> asking = new ArrayList<>();
        asking.add(threads.submit(choice::activePeers));
        held.awaitArrival();
        asking.add(threads.submit(choice::activePeers));
        asking.add(threads.submit(choice::activePeers));
        fixture.clock.awaitWaiters(2);
        held.release();
        for (Future<List<Peer>> each : asking) {
            finish(each);
        }
        assertEquals(1, choice.statistics().moved());
        assertEquals(B, choice.server());
    }

    @Test
    void callThatMeetsTheReturnIsAnsweredByThePreferredServer() throws Exception {
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        FakeNetwork.Server forgetful =
                request -> request.method().equals("pquery") ? Response.of(Status.FORBIDDEN) : b.answer(request);
        HeldServer held = held(B, forgetful, "pquery");
        Future<List<Peer>> asking = threads.submit(choice::activePeers);
        held.awaitArrival();
        network.become(A, a);
        fixture.clock.advance(RETURN);
        // It has moved once it waits to leave B, which goes alone.
        fixture.clock.awaitWaiters(1);
        assertEquals(A, choice.server());
        held.release();
        assertEquals(List.of(), finish(asking));
        assertTrue(network.newlyAsked().contains("rs-a pquery"));
    }

    @Test
    void slowServerHoldsUpNoRenewalOfTheNext() throws Exception {
        HeldServer held = held(A, a, "keepalive");
        fixture.clock.advance(BEAT);
        held.awaitArrival();
        // The call that hangs is a beat's; a user's call fails elsewhere meanwhile, and the peer goes on.
        network.become(A, request -> {
            throw new PeerUnreachableException(A, "down", null);
        });
        choice.activePeers();
        assertEquals(B, choice.server());
        HeldServer renewal = held(B, b, "keepalive");
        fixture.clock.advance(BEAT);
        renewal.awaitArrival();
        renewal.release();
        held.release();
    }

    @Test
    void leaseThatWasRenewedAsItsAnswerCountedNoMoreIsLeft() throws Exception {
        HeldServer held = held(A, a, "keepalive");
        fixture.clock.advance(BEAT);
        held.awaitArrival();
        network.become(A, FakeNetwork.down());
        choice.activePeers();
        fixture.clock.advance(BEAT);
        held.release();
        awaitIdle();
        fixture.clock.advance(Duration.ofSeconds(150));
        awaitIdle();
        assertEquals(B, choice.server());
        network.become(A, a);
        choice.leave();
        assertEquals(Collections.nCopies(3, Set.of()), listed());
    }

    /** Nothing that a beat or a user does is under way. */
    private void awaitIdle() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (threads.getActiveCount() > 0) {
            assertTrue(System.nanoTime() - end < 0, "something is still under way");
            Thread.onSpinWait();
        }
    }
}
