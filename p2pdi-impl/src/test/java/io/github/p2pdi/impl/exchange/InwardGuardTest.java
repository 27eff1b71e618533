package io.github.p2pdi.impl.exchange;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registration server elsewhere does not make a peer talk to its own machine. */
class InwardGuardTest {
    private static final PeerAddress FAR = PeerAddress.of("203.0.113.1", 65243);
    private static final PeerAddress NEAR = PeerAddress.of("127.0.0.1", 65243);
    private static final PeerAddress RS = PeerAddress.of("rs.example", 65243);
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task, "checks-an-address");
        thread.setDaemon(true);
        thread.start();
    };
    private static final Request REQUEST = new Request("rfcquery", "a", Headers.NONE);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Queue<Runnable> unresolved = new ConcurrentLinkedQueue<>();
    private final InwardGuard guard = new InwardGuard(List.of(FAR), Runnable::run, clock);

    private Deadline in(int seconds) {
        return Deadline.in(clock, Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "::1",
                "0.0.0.0",
                "::",
                "169.254.1.1",
                "fe80::1",
                "224.0.0.1",
                "ff02::1",
                "::ffff:127.0.0.1"
            })
    void addressesThatLeadInwardsAreRefused(String host) {
        PeerAddress to = PeerAddress.of(host, 4001);
        PeerUnreachableException refusal =
                assertThrows(PeerUnreachableException.class, () -> guard.check(to, host, in(1)));
        assertTrue(refusal.getMessage().contains(to.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(FAR.toString()), refusal.getMessage());
        PeerAddress tls = new PeerAddress("tls", host, 4001);
        assertThrows(PeerUnreachableException.class, () -> guard.check(tls, host, in(1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"203.0.113.7", "10.1.2.3", "192.168.1.1", "2001:db8::1", "peer.example", "localhost.example"})
    void othersAreNot(String host) {
        assertDoesNotThrow(() -> guard.check(PeerAddress.of(host, 4001), host, in(1)));
    }

    @Test
    void whoHasNoServerOrOneOnThisMachineIsNotGuarded() {
        PeerAddress to = PeerAddress.of("127.0.0.1", 4001);
        assertDoesNotThrow(() -> new InwardGuard(List.of(), Runnable::run, clock).check(to, to.host(), in(1)));
        assertDoesNotThrow(() -> new InwardGuard(List.of(NEAR), Runnable::run, clock).check(to, to.host(), in(1)));
    }

    @Test
    void serverWhoseNameCannotBeResolvedYetIsNotElsewhereForEver() {
        PeerAddress to = PeerAddress.of("127.0.0.1", 4001);
        boolean[] resolves = {false};
        InwardGuard waiting = new InwardGuard(
                List.of(PeerAddress.of("rs.example", 65243)),
                host -> {
                    if (!resolves[0]) {
                        throw new UnknownHostException(host);
                    }
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                },
                Runnable::run,
                clock);
        assertThrows(PeerUnreachableException.class, () -> waiting.check(to, to.host(), in(1)));
        resolves[0] = true;
        clock.advance(Duration.ofSeconds(5));
        assertDoesNotThrow(() -> waiting.check(to, to.host(), in(1)));
    }

    /** A guard whose server has a name that nobody resolves, while all others lead outwards. */
    private InwardGuard silent() {
        return new InwardGuard(
                List.of(RS, PeerAddress.of("rs-b.example", 65243)),
                host -> new InetAddress[] {InetAddress.getByName("203.0.113.7")},
                unresolved::add,
                clock);
    }

    @Test
    void serverWhoseNameIsNotResolvedIsWaitedForUntilTheDeadlineAndThenNotForSomeSeconds() throws Exception {
        PeerAddress to = PeerAddress.of("127.0.0.1", 4001);
        InwardGuard silent = silent();
        CompletableFuture<PeerUnreachableException> refused = CompletableFuture.supplyAsync(
                () -> assertThrows(PeerUnreachableException.class, () -> silent.check(to, to.host(), in(1))), THREADS);
        clock.awaitWaiters(1);
        clock.advance(Duration.ofSeconds(1));
        assertTrue(refused.get(20, TimeUnit.SECONDS).getMessage().contains(RS.toString()));
        assertThrows(PeerUnreachableException.class, () -> silent.check(to, to.host(), in(1)), "nobody waits");
        assertEquals(2, unresolved.size(), "each is looked up once");
        clock.advance(Duration.ofSeconds(5));
        CompletableFuture<PeerUnreachableException> again = CompletableFuture.supplyAsync(
                () -> assertThrows(PeerUnreachableException.class, () -> silent.check(to, to.host(), in(1))), THREADS);
        clock.awaitWaiters(1);
        clock.advance(Duration.ofSeconds(1));
        again.get(20, TimeUnit.SECONDS);
        assertEquals(4, unresolved.size());
    }

    @Test
    void serverWhoseNameIsResolvedTooLateIsKnownFromThenOn() {
        PeerAddress to = PeerAddress.of("127.0.0.1", 4001);
        InwardGuard late = new InwardGuard(
                List.of(RS), host -> new InetAddress[] {InetAddress.getLoopbackAddress()}, unresolved::add, clock);
        assertThrows(PeerUnreachableException.class, () -> late.check(to, to.host(), in(0)));
        unresolved.remove().run();
        assertDoesNotThrow(() -> late.check(to, to.host(), in(0)));
    }

    @Test
    void namesThatLeadOutwardsWaitForNoServer() throws Exception {
        InwardGuard silent = silent();
        PeerAddress to = PeerAddress.of("peer.example", 4001);
        CompletableFuture<Void> checked =
                CompletableFuture.runAsync(() -> assertDoesNotThrow(() -> silent.checkName(to, in(1))), THREADS);
        clock.awaitWaiters(1);
        unresolved.remove().run();
        assertDoesNotThrow(() -> checked.get(20, TimeUnit.SECONDS));
        assertEquals(0, unresolved.size());
    }

    @Test
    void callThatWaitsForTheNameOfAServerCanBeCancelled() throws Exception {
        Connections guarded = new Connections(
                        mock(Transport.class), clock, Duration.ofSeconds(5), Duration.ofSeconds(20))
                .guarded(silent());
        Call call = new Call();
        CompletableFuture<Void> ended = CompletableFuture.runAsync(
                () -> assertThrows(
                        PeerUnreachableException.class,
                        () -> guarded.ask(
                                PeerAddress.of("127.0.0.1", 4001),
                                REQUEST,
                                Answers.ONE,
                                guarded.callTime(Duration.ofSeconds(20)),
                                answer -> answer.head(),
                                call)),
                THREADS);
        clock.awaitWaiters(1);
        call.cancel();
        ended.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoIsInterruptedIsNotToldThatItWasRefused() throws Exception {
        PeerAddress to = PeerAddress.of("127.0.0.1", 4001);
        InwardGuard silent = silent();
        FutureTask<PeerUnreachableException> checking = new FutureTask<>(
                () -> assertThrows(PeerUnreachableException.class, () -> silent.check(to, to.host(), in(1))));
        Thread caller = new Thread(checking);
        caller.start();
        clock.awaitWaiters(1);
        caller.interrupt();
        assertTrue(checking.get(20, TimeUnit.SECONDS).wasInterrupted());
    }

    /** A host of one piece and one of the other have the same hash code, wherever they stand. */
    @Test
    void veryManyWhoseAddressesHashAlikeAreListedInNoTime() {
        List<PeerAddress> peers = IntStream.range(0, 1 << 17)
                .mapToObj(bits -> IntStream.range(0, 17)
                        .mapToObj(bit -> ((bits >> bit) & 1) == 0 ? "an" : "c0")
                        .collect(Collectors.joining()))
                .map(host -> PeerAddress.of(host, 4001))
                .toList();
        assertEquals(
                1, peers.stream().mapToInt(PeerAddress::hashCode).distinct().count());
        InwardGuard mixed = new InwardGuard(List.of(NEAR, FAR), Runnable::run, clock);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> mixed.listed(NEAR, peers));
    }

    @Test
    void whereServersAreHereAndElsewhereThoseAloneAreBelievedWhomOneHereHasListed() {
        PeerAddress here = PeerAddress.of("127.0.0.1", 4001);
        PeerAddress lure = PeerAddress.of("127.0.0.1", 22);
        InwardGuard mixed = new InwardGuard(List.of(NEAR, FAR), Runnable::run, clock);
        PeerUnreachableException refusal =
                assertThrows(PeerUnreachableException.class, () -> mixed.check(here, here.host(), in(1)));
        assertTrue(refusal.getMessage().contains(FAR.toString()), refusal.getMessage());
        assertTrue(!refusal.getMessage().contains(NEAR.toString()), refusal.getMessage());
        mixed.listed(NEAR, List.of(here));
        mixed.listed(FAR, List.of(lure));
        assertDoesNotThrow(() -> mixed.check(here, here.host(), in(1)));
        assertThrows(PeerUnreachableException.class, () -> mixed.check(lure, lure.host(), in(1)));
        mixed.listed(NEAR, List.of());
        assertThrows(PeerUnreachableException.class, () -> mixed.check(here, here.host(), in(1)));
    }

    @Test
    void whomTheUserNamesAndTransportsWithoutIpAreLetThrough() {
        PeerAddress to = PeerAddress.of("127.0.0.1", 4001);
        assertDoesNotThrow(() -> guard.check(new PeerAddress("memory", "127.0.0.1", 4001), "127.0.0.1", in(1)));
        guard.trust(to);
        assertDoesNotThrow(() -> guard.check(to, to.host(), in(1)));
    }

    @Test
    void nameThatLeadsInwardsIsNotConnectedTo() throws Exception {
        Transport transport = mock(Transport.class);
        try (SystemTime time = new SystemTime();
                Connections connections =
                        new Connections(transport, time, Duration.ofSeconds(5), Duration.ofSeconds(20))) {
            Connections guarded = connections.guarded(guard);
            PeerAddress to = PeerAddress.of("localhost", 4001);
            PeerUnreachableException refusal = assertThrows(
                    PeerUnreachableException.class,
                    () -> guarded.ask(to, REQUEST, Answers.ONE, answer -> answer.head()));
            assertTrue(refusal.getMessage().startsWith("localhost:4001 leads to "), refusal.getMessage());
            verifyNoInteractions(transport);
        }
    }

    @Test
    void nameThatLeadsInwardsIsRefusedAndNothingIsSent() throws Exception {
        try (SystemTime time = new SystemTime();
                Transport transport = P2PDI.openTransport(PeerConfig.defaults());
                Connections connections =
                        new Connections(transport, time, Duration.ofSeconds(5), Duration.ofSeconds(20));
                ScriptedPeer peer = ScriptedPeer.start(Script.begin()
                        .expect()
                        .answer("HTTP/1.1 200 OK\r\n\r\n")
                        .repeated())) {
            PeerAddress to = PeerAddress.of("localhost", peer.address().port());
            Connections guarded = connections.guarded(guard);
            assertThrows(
                    PeerUnreachableException.class,
                    () -> guarded.ask(to, REQUEST, Answers.ONE, answer -> answer.head()));
            assertEquals(0, peer.received().size());
            assertEquals(
                    200,
                    connections
                            .ask(
                                    to,
                                    REQUEST,
                                    Answers.ONE,
                                    answer -> answer.head().status())
                            .code());
        }
    }
}
