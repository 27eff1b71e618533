package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.BOB;
import static io.github.p2pdi.impl.registration.Registries.CAROL;
import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registry over a store: what survives a crash, who waits for what, and what becomes of it when nothing can be kept. */
class StoredRegistryTest {
    private static final PeerAddress DAVE = PeerAddress.of("dave.example", 4004);
    private static final Duration LEASE = Duration.ofSeconds(300);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:00:00Z"));
    private final Random random = new Random(20260301);
    private FakeStore store = new FakeStore();
    private PeerRegistry registry;

    @BeforeEach
    void open() throws Exception {
        registry = open(store);
    }

    @AfterEach
    void close() {
        store.allow(1_000_000);
        registry.close();
        assertTrue(store.isClosed());
    }

    private PeerRegistry open(FakeStore on) throws Exception {
        return open(on, 1000);
    }

    private PeerRegistry open(FakeStore on, int perSource) throws Exception {
        return StoredRegistry.open(
                on,
                new Context(
                        clock,
                        () -> random.nextLong() >>> 1,
                        LeaseTerms.DEFAULT,
                        1000,
                        perSource,
                        TakeOver.COOKIE_OR_ADDRESS,
                        RegistryListener.NONE));
    }

    /** The process is gone, and another opens what the store had by then. */
    private void crash() throws Exception {
        FakeStore found = store.crash();
        store.allow(1_000_000);
        registry.close();
        store = found;
        registry = open(store);
    }

    private CompletableFuture<Verdict> registering(Claim claim) {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        registry.register(claim, verdict::complete);
        return verdict;
    }

    private CompletableFuture<Leave> leaving(Cookie cookie) {
        CompletableFuture<Leave> outcome = new CompletableFuture<>();
        registry.leave(cookie, outcome::complete);
        return outcome;
    }

    private static <T> T now(CompletableFuture<T> answer) throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    private Registration registered(Claim claim) throws Exception {
        return Registries.granted(now(registering(claim)));
    }

    private static Claim asking(PeerAddress address, String source) {
        return Registries.withLease(address, source, LEASE);
    }

    private Set<PeerAddress> listed() {
        return Registries.activeAddresses(registry);
    }

    @Test
    void whoWasToldThatHeIsRegisteredIsAfterACrash() throws Exception {
        Registration before = registered(asking(ALICE, HOME));
        clock.advance(LEASE.minusSeconds(1));
        crash();
        assertEquals(Set.of(ALICE), listed());
        assertEquals(LEASE, registry.listed().peers().get(0).ttl(), "at least what was left");
        assertEquals(Optional.of(HOME), registry.owner(before.cookie()));
        Registration renewed = registry.renew(before.cookie()).orElseThrow();
        assertEquals(before.renewAfter(), renewed.renewAfter());
        assertEquals(before.peer().lastRegistered(), renewed.peer().lastRegistered());
        assertEquals(1, renewed.peer().registrationCount());
    }

    @Test
    void whoWasToldThatHeHasLeftHasAfterACrashAndMayComeBack() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        assertEquals(Leave.LEFT, now(leaving(cookie)));
        crash();
        assertEquals(Set.of(), listed());
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(ALICE), listed());
    }

    @Test
    void cookieThatWasExchangedIsDeadAfterACrash() throws Exception {
        Cookie old = registered(asking(ALICE, HOME)).cookie();
        Cookie fresh = registered(asking(ALICE, HOME)).cookie();
        assertNotEquals(old, fresh);
        crash();
        assertEquals(Optional.empty(), registry.renew(old));
        assertEquals(2, registry.renew(fresh).orElseThrow().peer().registrationCount());
    }

    @Test
    void transportPolicyOfListingAndHistoryAreKnownAgain() throws Exception {
        PeerAddress tls = new PeerAddress("tls", ALICE.host(), ALICE.port());
        for (int i = 0; i < 100; i++) {
            registered(Registries.plain(tls, HOME));
            clock.advance(Duration.ofMillis(7));
        }
        Cookie hidden = registered(new Claim(BOB, HOME, Optional.empty(), Optional.empty(), false, false))
                .cookie();
        crash();
        assertEquals(Set.of(tls), listed());
        assertEquals(2, registry.size());
        assertEquals(100, registry.listed().peers().get(0).registrationCount());
        assertTrue(registry.confirm(hidden));
        assertEquals(Set.of(tls, BOB), listed());
    }

    @Test
    void versionsAreOfANewEpochAfterARestart() throws Exception {
        registered(asking(ALICE, HOME));
        String before = registry.version();
        crash();
        assertEquals(Optional.empty(), registry.changes(before, 1000));
        assertNotEquals(before, registry.version());
    }

    @Test
    void inactiveRecordsGetOlderOnlyWhileAServerRuns() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        now(leaving(cookie));
        clock.advance(Duration.ofDays(20));
        registered(asking(BOB, HOME));
        clock.jumpWall(Duration.ofDays(3650));
        crash();
        clock.advance(Duration.ofDays(10).minusSeconds(1));
        assertEquals(Optional.of(HOME), registry.owner(cookie));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Optional.empty(), registry.owner(cookie));
    }

    @Test
    void endsOfLeasesAndRevivalsAreKeptThoughNobodyWaits() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        clock.advance(LEASE);
        assertEquals(0, registry.size());
        registered(asking(BOB, HOME));
        crash();
        assertEquals(Set.of(BOB), listed());
        registry.renew(cookie);
        registered(asking(CAROL, HOME));
        crash();
        assertEquals(Set.of(ALICE, BOB, CAROL), listed());
    }

    @Test
    void whatNobodyWaitsForIsSavedByItselfATenthOfASecondLater() throws Exception {
        registered(asking(ALICE, HOME));
        clock.advance(LEASE);
        store.awaitBegun(1);
        assertEquals(0, registry.size());
        clock.awaitWaiters(1);
        clock.advance(Duration.ofMillis(100));
        store.awaitBegun(1);
    }

    @Test
    void renewalsAreNotSaved() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofSeconds(100));
            assertTrue(registry.renew(cookie).isPresent());
        }
        assertEquals(1, store.saves().size());
    }

    @Test
    void allWhoComeDuringASaveShareTheNext() throws Exception {
        store.hold();
        CompletableFuture<Verdict> first = registering(asking(ALICE, HOME));
        store.awaitBegun(1);
        List<CompletableFuture<Verdict>> others = new ArrayList<>();
        for (int port = 1; port <= 64; port++) {
            others.add(registering(asking(PeerAddress.of("crowd", port), HOME)));
        }
        assertFalse(first.isDone(), "nobody is told before it is kept");
        assertTrue(others.stream().noneMatch(CompletableFuture::isDone));
        store.allow(2);
        for (CompletableFuture<Verdict> other : others) {
            assertInstanceOf(Verdict.Granted.class, now(other));
        }
        assertEquals(List.of(1, 64), store.saves());
    }

    @Test
    void renewingAndListingWaitForNothing() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        store.awaitBegun(1);
        store.hold();
        CompletableFuture<Verdict> waiting = registering(asking(BOB, HOME));
        store.awaitBegun(1);
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(ALICE, BOB), listed());
        assertInstanceOf(Verdict.Held.class, now(registering(asking(ALICE, ELSEWHERE))), "nothing has changed");
        assertEquals(Leave.UNKNOWN, now(leaving(new Cookie(cookie.value() ^ 1))));
        assertFalse(waiting.isDone());
    }

    @Test
    void whoAsksAgainForWhatIsBeingSavedIsToldNoSooner() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        store.awaitBegun(1);
        store.hold();
        CompletableFuture<Leave> first = leaving(cookie);
        store.awaitBegun(1);
        CompletableFuture<Leave> second = leaving(cookie);
        assertFalse(second.isDone());
        store.allow(10);
        assertEquals(Leave.LEFT, now(first));
        assertEquals(Leave.LEFT, now(second));
    }

    @Test
    void whatCannotBeKeptIsUndone() throws Exception {
        Registration alice = registered(asking(ALICE, HOME));
        Cookie bob = registered(asking(BOB, HOME)).cookie();
        now(leaving(bob));
        store.full(true);
        store.hold();
        CompletableFuture<Verdict> exchanged = registering(asking(ALICE, HOME));
        CompletableFuture<Verdict> afresh = registering(asking(BOB, ELSEWHERE));
        CompletableFuture<Verdict> fresh = registering(asking(CAROL, HOME));
        store.allow(10);
        assertInstanceOf(Verdict.NotKept.class, now(exchanged));
        assertInstanceOf(Verdict.NotKept.class, now(afresh));
        assertInstanceOf(Verdict.NotKept.class, now(fresh));
        assertEquals(Set.of(ALICE), listed());
        assertEquals(1, registry.renew(alice.cookie()).orElseThrow().peer().registrationCount());
        assertEquals(Optional.of(HOME), registry.owner(bob));
        assertEquals(1, registry.size());
    }

    @Test
    void whatIsUndoneStillMakesRoomForItsSource() throws Exception {
        registry.close();
        store = new FakeStore();
        registry = open(store, 1);
        now(leaving(registered(asking(ALICE, HOME)).cookie()));
        store.full(true);
        assertInstanceOf(Verdict.NotKept.class, now(registering(asking(ALICE, ELSEWHERE))));
        store.full(false);
        awaitHealing();
        // Rule 11: an inactive one of the source goes.
        registered(asking(BOB, HOME));
    }

    @Test
    void leaveThatCannotBeKeptIsUndoneWithItsLease() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        store.full(true);
        assertEquals(Leave.NOT_KEPT, now(leaving(cookie)));
        assertEquals(Set.of(ALICE), listed());
        assertEquals(LEASE, registry.listed().peers().get(0).ttl());
    }

    @Test
    void whileNothingCanBeKeptRenewingAndListingGoOnAndItHealsByItself() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        store.full(true);
        assertInstanceOf(Verdict.NotKept.class, now(registering(asking(BOB, HOME))));
        assertInstanceOf(Verdict.NotKept.class, now(registering(asking(CAROL, HOME))));
        assertEquals(Leave.NOT_KEPT, now(leaving(cookie)));
        assertEquals(Leave.UNKNOWN, now(leaving(new Cookie(cookie.value() ^ 1))));
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(ALICE), listed());
        store.full(false);
        awaitHealing();
        registered(asking(BOB, HOME));
        crash();
        assertEquals(Set.of(ALICE, BOB, DAVE), listed());
    }

    @Test
    void revivalThatWasToldOutlastsAFailure() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        now(leaving(cookie));
        store.full(true);
        store.hold();
        CompletableFuture<Verdict> waiting = registering(asking(BOB, HOME));
        assertTrue(registry.renew(cookie).isPresent());
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(waiting));
        assertEquals(Set.of(ALICE), listed());
        store.full(false);
        awaitHealing();
        crash();
        assertEquals(Set.of(ALICE, DAVE), listed());
    }

    @Test
    void whatIsStoredShowsNoCookieInItsText() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        assertFalse(store.peers().toString().contains(Long.toString(cookie.value())));
    }

    @Test
    void closingSavesWhatNobodyWaitedFor() throws Exception {
        registered(asking(ALICE, HOME));
        clock.advance(LEASE);
        assertEquals(0, registry.size());
        registry.close();
        assertTrue(store.peers().get(ALICE).ended().isPresent());
    }

    @Test
    void closingTellsThoseWhoWait() throws Exception {
        store.hold();
        CompletableFuture<Verdict> waiting = registering(asking(ALICE, HOME));
        store.allow(1_000_000);
        registry.close();
        assertInstanceOf(Verdict.Granted.class, now(waiting));
    }

    /** A second later what could not be saved is tried again, and it works. */
    private void awaitHealing() throws Exception {
        clock.awaitWaiters(1);
        clock.advance(Duration.ofSeconds(1));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (now(registering(asking(DAVE, ELSEWHERE))) instanceof Verdict.NotKept) {
            assertTrue(System.nanoTime() - end < 0, "it does not heal");
        }
    }
}
