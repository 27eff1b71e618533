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
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The registry over a store: what survives a crash, and who waits for what. */
class StoredRegistryTest extends StoredRegistries {
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

    /** Rule 16: a renewal waits for nothing. */
    @Test
    void revivalIsToldAMomentBeforeItIsKept() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        now(leaving(cookie));
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(ALICE), listed());
        crash();
        assertEquals(Set.of(), listed());
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(ALICE), listed());
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
    void whatIsForgottenInVainIsSavedByItself() throws Exception {
        registered(asking(ALICE, HOME));
        registered(asking(BOB, HOME));
        now(leaving(registered(asking(CAROL, HOME)).cookie()));
        capacity = 2;
        crash();
        assertInstanceOf(Verdict.Full.class, now(registering(asking(DAVE, HOME))));
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
}
