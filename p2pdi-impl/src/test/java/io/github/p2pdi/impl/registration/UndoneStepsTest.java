package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.BOB;
import static io.github.p2pdi.impl.registration.Registries.CAROL;
import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What becomes of the steps of a registry when nothing can be kept. */
class UndoneStepsTest extends StoredRegistries {
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

    /** A disk on which logs are written may be as slow as the one that has failed. */
    @Test
    void whatIsLoggedOfAFailureHoldsNobodyUp() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        CompletableFuture<Boolean> renewed = new CompletableFuture<>();
        store.failing(new IOException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(
                        () -> registry.renew(cookie).isPresent());
                try {
                    renewed.complete(now(other));
                } catch (Exception e) {
                    renewed.completeExceptionally(e);
                }
                return "as meant by the test";
            }
        });
        assertEquals(Leave.NOT_KEPT, leaving(cookie).get(50, TimeUnit.SECONDS));
        assertTrue(now(renewed));
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
    void whatCannotBeUndoneAtOnceIsUndoneLaterAndKeepsNobodyWaiting() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        listener = new RegistryListener() {
            @Override
            public void left(PeerAddress address) {
                if (broken.getAndSet(false)) {
                    throw new OutOfMemoryError("as meant by the test");
                }
            }
        };
        crash();
        store.full(true);
        store.hold();
        CompletableFuture<Verdict> alice = registering(asking(ALICE, HOME));
        CompletableFuture<Verdict> bob = registering(asking(BOB, HOME));
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(alice));
        assertInstanceOf(Verdict.NotKept.class, now(bob));
        store.full(false);
        awaitHealing();
        assertEquals(Set.of(DAVE), listed());
        crash();
        assertEquals(Set.of(DAVE), listed());
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
    void peerThatIsConfirmedWhileItsRegistrationIsSavedStaysListed() throws Exception {
        Cookie cookie = registered(unlisted(Optional.empty())).cookie();
        store.awaitBegun(1);
        store.full(true);
        store.hold();
        CompletableFuture<Verdict> waiting = registering(unlisted(Optional.of(cookie)));
        store.awaitBegun(1);
        assertTrue(registry.confirm(cookie));
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(waiting));
        assertEquals(Set.of(ALICE), listed());
    }

    /** It was told that it is not registered, and it was not before: to be found is no sign of life. */
    @Test
    void inactivePeerThatIsConfirmedWhileItsRegistrationIsSavedStaysInactive() throws Exception {
        Cookie cookie = inactive(unlisted(Optional.empty()));
        CompletableFuture<Verdict> waiting = beingSaved(unlisted(Optional.of(cookie)));
        assertTrue(registry.confirm(cookie));
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(waiting));
        assertEquals(0, registry.size());
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(), listed());
    }

    @Test
    void inactivePeerThatIsConfirmedBetweenTwoRegistrationsStaysInactive() throws Exception {
        Cookie cookie = inactive(unlisted(Optional.empty()));
        CompletableFuture<Verdict> first = beingSaved(unlisted(Optional.of(cookie)));
        assertTrue(registry.confirm(cookie));
        CompletableFuture<Verdict> second = registering(unlisted(Optional.of(cookie)));
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(first));
        assertInstanceOf(Verdict.NotKept.class, now(second));
        assertEquals(0, registry.size());
    }

    @Test
    void inactivePeerThatIsConfirmedAndRenewedWhileItsRegistrationIsSavedIsListed() throws Exception {
        Cookie cookie = inactive(unlisted(Optional.empty()));
        CompletableFuture<Verdict> waiting = beingSaved(unlisted(Optional.of(cookie)));
        assertTrue(registry.confirm(cookie));
        assertTrue(registry.renew(cookie).isPresent());
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(waiting));
        assertEquals(Set.of(ALICE), listed());
    }

    @Test
    void peerWhoseLeaseEndsWhileItsRegistrationIsSavedMustBeConfirmedAgain() throws Exception {
        Cookie cookie = registered(unlisted(Optional.empty())).cookie();
        assertTrue(registry.confirm(cookie));
        store.awaitBegun(1);
        store.full(true);
        store.hold();
        CompletableFuture<Verdict> waiting = registering(unlisted(Optional.of(cookie)));
        store.awaitBegun(1);
        clock.advance(LEASE);
        assertEquals(0, registry.size());
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(waiting));
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(), listed());
    }

    /** As a server claims it that lists whom it finds. */
    private static Claim unlisted(Optional<Cookie> cookie) {
        return new Claim(ALICE, HOME, cookie, Optional.of(LEASE), false, false);
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

    /** What is undone then is the registration alone: the peer was told how long its lease runs. */
    @Test
    void renewalWhileTheSamePeersRegistrationIsSavedOutlastsAFailure() throws Exception {
        Cookie cookie = inactive(ALICE);
        CompletableFuture<Verdict> waiting = beingSaved(ALICE, cookie);
        assertTrue(registry.renew(cookie).isPresent());
        assertOnlyListedWhenThatFails(ALICE, waiting);
        assertEquals(1, registry.renew(cookie).orElseThrow().peer().registrationCount());
    }

    @Test
    void leaseThatARenewalToldRunsAsLongAsThat() throws Exception {
        Duration told = Duration.ofSeconds(7200);
        Cookie cookie = registered(Registries.withLease(ALICE, HOME, Duration.ofSeconds(60)))
                .cookie();
        store.awaitBegun(1);
        CompletableFuture<Verdict> waiting =
                beingSaved(Registries.bringing(cookie, Registries.withLease(ALICE, HOME, told)));
        assertEquals(told, registry.renew(cookie).orElseThrow().peer().ttl());
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(waiting));
        clock.advance(told.minusSeconds(1));
        assertEquals(Set.of(ALICE), listed());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Set.of(), listed());
    }

    @Test
    void leaseThatWasToldBeforeIsNotMadeShorterByARenewal() throws Exception {
        Cookie cookie = registered(asking(ALICE, HOME)).cookie();
        store.awaitBegun(1);
        CompletableFuture<Verdict> waiting =
                beingSaved(Registries.bringing(cookie, Registries.withLease(ALICE, HOME, Duration.ofSeconds(60))));
        assertTrue(registry.renew(cookie).isPresent());
        store.allow(1_000_000);
        assertInstanceOf(Verdict.NotKept.class, now(waiting));
        clock.advance(LEASE.minusSeconds(1));
        assertEquals(Set.of(ALICE), listed());
    }

    @Test
    void renewalWhileTheSamePeersRegistrationIsStillToBeSavedOutlastsAFailure() throws Exception {
        Cookie cookie = inactive(ALICE);
        Cookie other = inactive(BOB);
        CompletableFuture<Verdict> first = beingSaved(BOB, other);
        CompletableFuture<Verdict> waiting = registering(Registries.bringing(cookie, asking(ALICE, HOME)));
        assertTrue(registry.renew(cookie).isPresent());
        assertOnlyListedWhenThatFails(ALICE, first, waiting);
    }

    @Test
    void renewalBetweenTwoRegistrationsOutlastsAFailureOfBoth() throws Exception {
        Cookie cookie = inactive(ALICE);
        CompletableFuture<Verdict> first = beingSaved(ALICE, cookie);
        assertTrue(registry.renew(cookie).isPresent());
        CompletableFuture<Verdict> second = registering(Registries.bringing(cookie, asking(ALICE, HOME)));
        assertOnlyListedWhenThatFails(ALICE, first, second);
    }

    @Test
    void renewalBehindTwoRegistrationsOutlastsAFailureOfBoth() throws Exception {
        Cookie cookie = inactive(ALICE);
        CompletableFuture<Verdict> first = beingSaved(ALICE, cookie);
        CompletableFuture<Verdict> second = registering(Registries.bringing(cookie, asking(ALICE, HOME)));
        assertTrue(registry.renew(cookie).isPresent());
        assertOnlyListedWhenThatFails(ALICE, first, second);
    }

    private Cookie inactive(PeerAddress address) throws Exception {
        return inactive(asking(address, HOME));
    }

    private Cookie inactive(Claim claim) throws Exception {
        Cookie cookie = registered(claim).cookie();
        assertEquals(Leave.LEFT, now(leaving(cookie)));
        store.awaitBegun(2);
        return cookie;
    }

    /** Registers a peer that brings its cookie; the save has begun, goes on when it is allowed, and fails. */
    private CompletableFuture<Verdict> beingSaved(PeerAddress address, Cookie cookie) throws Exception {
        return beingSaved(Registries.bringing(cookie, asking(address, HOME)));
    }

    private CompletableFuture<Verdict> beingSaved(Claim claim) throws Exception {
        store.full(true);
        store.hold();
        CompletableFuture<Verdict> waiting = registering(claim);
        store.awaitBegun(1);
        return waiting;
    }

    @SafeVarargs
    private void assertOnlyListedWhenThatFails(PeerAddress address, CompletableFuture<Verdict>... waiting)
            throws Exception {
        store.allow(1_000_000);
        for (CompletableFuture<Verdict> each : waiting) {
            assertInstanceOf(Verdict.NotKept.class, now(each));
        }
        assertEquals(Set.of(address), listed());
        store.full(false);
        awaitHealing();
        crash();
        assertEquals(Set.of(address, DAVE), listed());
    }
}
