package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.SELF;
import static io.github.p2pdi.impl.registration.KeeperFixture.constant;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens when calls to the registration server meet, each held back at the worst moment. */
class LeaseRaceTest {
    private static final Duration A_DAY = Duration.ofDays(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final KeeperFixture fixture = new KeeperFixture(FakeNetwork.down());
    private final FakeNetwork network = fixture.network;
    private final PeerRegistry registry = Registries.open(fixture.clock, new Random(1)::nextLong, 100);
    private final FakeNetwork.Server server = FakeNetwork.served(Registries.service(registry, fixture.clock));
    private final AtomicInteger beats = new AtomicInteger();
    private final ServerChoice keeper = fixture.keeper(SELF, Duration.ofSeconds(300), constant(0.5), beat -> {
        beats.incrementAndGet();
        threads.execute(beat);
    });

    @AfterEach
    void endThreads() throws Exception {
        keeper.close();
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(0, fixture.clock.pendingTasks());
    }

    @Test
    void leaveIsSaidAfterTheRenewalThatIsUnderWay() throws Exception {
        HeldServer held = registerAndHold("keepalive", 1);
        fixture.clock.advance(Duration.ofSeconds(100));
        held.awaitArrival();
        Future<?> leaving = leave(Duration.ofSeconds(30));
        assertEquals(List.of("register", "keepalive"), network.methods());
        assertEquals(Optional.empty(), keeper.registration());
        held.release();
        finish(leaving);
        assertEquals(List.of("register", "keepalive", "leave"), network.methods());
        assertEquals(Set.of(), Registries.activeAddresses(registry));
        assertEquals(0, fixture.requestsWithin(A_DAY));
    }

    @Test
    void renewalThatIsThrottledDoesNotUndoALeave() throws Exception {
        FakeNetwork.Server throttling = request -> request.method().equals("keepalive")
                ? Response.of(Status.TOO_MANY_REQUESTS, Headers.NONE, Body.NONE)
                : server.answer(request);
        network.become(server);
        keeper.register();
        HeldServer held = new HeldServer(throttling, "keepalive", 1);
        network.become(held);
        fixture.clock.advance(Duration.ofSeconds(100));
        held.awaitArrival();
        Future<?> leaving = leave(Duration.ofSeconds(30));
        held.release();
        finish(leaving);
        keeper.close();
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(List.of("register", "keepalive", "leave"), network.methods());
        assertEquals(Optional.empty(), keeper.registration());
    }

    @Test
    void leaveTakesBackARegistrationThatWasUnderWay() throws Exception {
        HeldServer held = new HeldServer(server, "register", 1);
        network.become(held);
        keeper.startRegistering();
        held.awaitArrival();
        Future<?> leaving = leave(Duration.ofSeconds(30));
        held.release();
        finish(leaving);
        assertEquals(List.of("register", "leave"), network.methods());
        assertEquals(Set.of(), Registries.activeAddresses(registry));
        assertEquals(Optional.empty(), keeper.registration());
        assertEquals(List.of(), fixture.events);
        assertEquals(0, fixture.requestsWithin(A_DAY));
    }

    @Test
    void leaveWaitsNoLongerThanItMayAndIsNotUndoneThen() throws Exception {
        HeldServer held = registerAndHold("keepalive", 1);
        fixture.clock.advance(Duration.ofSeconds(100));
        held.awaitArrival();
        Future<?> leaving = leave(Duration.ofSeconds(2));
        fixture.clock.advance(Duration.ofSeconds(2));
        assertInstanceOf(
                ExchangeTimeoutException.class,
                assertThrows(ExecutionException.class, () -> finish(leaving)).getCause());
        held.release();
        finish(threads.submit(leaving(Duration.ofSeconds(30))));
        assertEquals(List.of("register", "keepalive", "leave"), network.methods());
        assertEquals(0, fixture.requestsWithin(A_DAY));
    }

    @Test
    void whoWantsToRegisterWhileAnOldTryIsUnderWayIsRegisteredAfterIt() throws Exception {
        HeldServer held = new HeldServer(server, "register", 1);
        network.become(held);
        keeper.startRegistering();
        held.awaitArrival();
        Future<?> leaving = leave(Duration.ofSeconds(2));
        fixture.clock.advance(Duration.ofSeconds(2));
        assertThrows(ExecutionException.class, () -> finish(leaving));
        keeper.startRegistering();
        held.release();
        assertEquals("registered peer-a:4001", fixture.nextEvent());
        assertEquals(List.of("register", "register"), network.methods());
    }

    @Test
    void slowServerIsAskedOneAtATime() throws Exception {
        HeldServer held = registerAndHold("keepalive", 1);
        fixture.clock.advance(Duration.ofSeconds(100));
        held.awaitArrival();
        assertEquals(0, fixture.requestsWithin(A_DAY));
        held.release();
        // Registering goes alone, so it is over only once the renewal is.
        finish(threads.submit(keeper::register));
        assertEquals(List.of("register", "keepalive", "register"), network.methods());
        assertEquals(0, fixture.requestsWithin(Duration.ofSeconds(99)));
    }

    @Test
    void renewalThatComesDueWhileAnotherHangsWaitsForIt() throws Exception {
        HeldServer held = registerAndHold("keepalive", 1);
        fixture.clock.advance(Duration.ofSeconds(100));
        held.awaitArrival();
        // A list is a renewal, too, and sets the time of the next.
        finish(threads.submit(keeper::activePeers));
        fixture.clock.advance(Duration.ofSeconds(100));
        assertEquals(1, beats.get());
        held.release();
    }

    @Test
    void registrationIsReadWhileACallIsUnderWay() throws Exception {
        network.become(server);
        Registration registration = keeper.register();
        HeldServer held = new HeldServer(server, "register", 1);
        network.become(held);
        Future<Registration> again = threads.submit(keeper::register);
        held.awaitArrival();
        assertEquals(Optional.of(registration), keeper.registration());
        held.release();
        finish(again);
    }

    @Test
    void closeDoesNotWaitAndNothingComesOfWhatWasUnderWay() throws Exception {
        HeldServer held = new HeldServer(server, "register", 1);
        network.become(held);
        Future<Registration> registering = threads.submit(keeper::register);
        held.awaitArrival();
        keeper.close();
        held.release();
        finish(registering);
        assertEquals(Optional.empty(), keeper.registration());
        assertEquals(List.of(), fixture.events);
        assertEquals(0, fixture.requestsWithin(A_DAY));
    }

    @Test
    void listsAreAskedForTogether() throws Exception {
        HeldServer held = registerAndHold("pquery", 3);
        Callable<List<Peer>> asking = keeper::activePeers;
        List<Future<List<Peer>>> lists =
                Collections.nCopies(3, asking).stream().map(threads::submit).toList();
        held.awaitArrival();
        held.release();
        for (Future<List<Peer>> list : lists) {
            assertEquals(List.of(), finish(list));
        }
    }

    @Test
    void manyWhoFindThePeerForgottenRegisterItOnce() throws Exception {
        network.become(server);
        keeper.register();
        HeldServer held = new HeldServer(fixture.freshServer(3), "pquery", 3);
        network.become(held);
        Callable<List<Peer>> asking = keeper::activePeers;
        List<Future<List<Peer>>> lists =
                Collections.nCopies(3, asking).stream().map(threads::submit).toList();
        held.awaitArrival();
        held.release();
        for (Future<List<Peer>> list : lists) {
            finish(list);
        }
        assertEquals(2, Collections.frequency(network.methods(), "register"));
        assertEquals(
                List.of("registered peer-a:4001", "lost NotRegisteredException", "registered peer-a:4001"),
                fixture.events);
    }

    /** Registers, and from then on holds requests of that method. */
    private HeldServer registerAndHold(String method, int requests) throws Exception {
        network.become(server);
        keeper.register();
        HeldServer held = new HeldServer(server, method, requests);
        network.become(held);
        return held;
    }

    /** Begins to leave, and returns once that waits for another call. */
    private Future<?> leave(Duration longest) throws Exception {
        Future<?> leaving = threads.submit(leaving(longest));
        fixture.clock.awaitWaiters(1);
        return leaving;
    }

    private Callable<Void> leaving(Duration longest) {
        return () -> {
            keeper.leave(longest);
            return null;
        };
    }

    private static <T> T finish(Future<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }
}
