package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.BOB;
import static io.github.p2pdi.impl.registration.Registries.CAROL;
import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Registries.activeAddresses;
import static io.github.p2pdi.impl.registration.Registries.granted;
import static io.github.p2pdi.impl.registration.Registries.plain;
import static io.github.p2pdi.impl.registration.Registries.withLease;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@link PeerRegistry} but those of taking over, one by one. */
class MemoryRegistryTest {
    private static final Instant START = Instant.parse("2026-03-01T00:26:06.123456Z");
    private static final Duration NANO = Duration.ofNanos(1);
    private static final Duration STANDARD = Duration.ofSeconds(7200);
    private static final Duration KEPT = Duration.ofDays(30);

    private final ManualClock clock = new ManualClock(START);
    private final PeerRegistry registry = Registries.open(clock);

    @Test
    void rule1LeaseRunsUntilItsLastNanosecond() {
        granted(registry.register(plain(ALICE, HOME)));
        clock.advance(STANDARD.minus(NANO));
        assertEquals(Set.of(ALICE), activeAddresses(registry));
        clock.advance(NANO);
        assertEquals(Set.of(), activeAddresses(registry));
    }

    @Test
    void rule1ExpiryDoesNotNeedTheRegistryToBeUsedMeanwhile() {
        granted(registry.register(withLease(ALICE, HOME, Duration.ofSeconds(30))));
        granted(registry.register(withLease(BOB, HOME, Duration.ofSeconds(300))));
        granted(registry.register(plain(CAROL, HOME)));
        clock.advance(Duration.ofSeconds(299));
        assertEquals(Set.of(BOB, CAROL), activeAddresses(registry));
    }

    @Test
    void rule1HostAndPortAreTheKeyWhateverTheScheme() {
        granted(registry.register(plain(ALICE, HOME)));
        PeerAddress tls = new PeerAddress("tls", ALICE.host(), ALICE.port());
        assertInstanceOf(Verdict.Held.class, registry.register(plain(tls, ELSEWHERE)));
        granted(registry.register(plain(tls, HOME)));
        assertEquals(Set.of(tls), activeAddresses(registry));
    }

    @ParameterizedTest
    @ValueSource(longs = {24, -24})
    void rule2JumpsOfTheWallClockChangeNoLease(long hours) {
        granted(registry.register(plain(ALICE, HOME)));
        clock.jumpWall(Duration.ofHours(hours));
        clock.advance(STANDARD.minus(NANO));
        assertEquals(Set.of(ALICE), activeAddresses(registry));
        clock.jumpWall(Duration.ofHours(-hours));
        clock.advance(NANO);
        assertEquals(Set.of(), activeAddresses(registry));
    }

    @Test
    void rule3NewRecordSaysWhatTheProtocolSays() {
        Registration registration = granted(registry.register(plain(ALICE, HOME)));
        assertEquals(new Peer(ALICE, START, 1, true, STANDARD, Optional.of(Duration.ZERO)), registration.peer());
        assertEquals(Optional.empty(), registration.renewAfter());
    }

    @Test
    void rule3CookiesArePositiveAndHave63Bits() {
        PeerRegistry negative = Registries.open(clock, () -> -2, 10);
        assertEquals(
                new Cookie(Long.MAX_VALUE - 1),
                granted(negative.register(plain(ALICE, HOME))).cookie());
    }

    @Test
    void rule3CookieIsNeverZeroNorOneInUse() {
        long[] draws = {7, 7, 7, 0, Long.MIN_VALUE, 5, 5, 5, 6};
        AtomicInteger next = new AtomicInteger();
        PeerRegistry drawing = Registries.open(clock, () -> draws[next.getAndIncrement()], 10);
        assertEquals(
                new Cookie(5), granted(drawing.register(plain(ALICE, HOME))).cookie());
        assertEquals(new Cookie(6), granted(drawing.register(plain(BOB, HOME))).cookie());
    }

    @Test
    void rule3SourceOfCookiesThatIsNotRandomIsAnError() {
        PeerRegistry constant = Registries.open(clock, () -> 7, 10);
        granted(constant.register(plain(ALICE, HOME)));
        assertThrows(IllegalStateException.class, () -> constant.register(plain(BOB, HOME)));
    }

    @Test
    void rule7RegistrationsAreCountedFor30Days() {
        granted(registry.register(plain(ALICE, HOME)));
        clock.advance(Duration.ofDays(10));
        assertEquals(2, granted(registry.register(plain(ALICE, HOME))).peer().registrationCount());
        clock.advance(Duration.ofDays(20).minusMillis(1));
        assertEquals(3, granted(registry.register(plain(ALICE, HOME))).peer().registrationCount());
        clock.advance(Duration.ofMillis(1));
        assertEquals(2, registry.listed().peers().get(0).registrationCount());
    }

    @Test
    void rule7RenewalsAndRefusedClaimsAreNotCounted() {
        Cookie cookie = granted(registry.register(plain(ALICE, HOME))).cookie();
        registry.renew(cookie);
        registry.register(plain(ALICE, ELSEWHERE));
        assertEquals(1, registry.renew(cookie).orElseThrow().peer().registrationCount());
    }

    @Test
    void rule7LastRegistrationIsTheWallClocks() {
        Cookie cookie = granted(registry.register(plain(ALICE, HOME))).cookie();
        clock.advance(Duration.ofSeconds(100));
        assertEquals(START, registry.renew(cookie).orElseThrow().peer().lastRegistered());
        clock.jumpWall(Duration.ofHours(-24));
        granted(registry.register(plain(ALICE, HOME)));
        assertEquals(
                START.plusSeconds(100).minus(Duration.ofHours(24)),
                registry.listed().peers().get(0).lastRegistered());
    }

    @Test
    void rule7LeaseOfTheLastClaimIsThatOfRenewals() {
        Registration asked = granted(registry.register(withLease(ALICE, HOME, Duration.ofSeconds(300))));
        assertEquals(Duration.ofSeconds(300), asked.peer().ttl());
        assertEquals(Optional.of(Duration.ofSeconds(100)), asked.renewAfter());
        clock.advance(Duration.ofSeconds(200));
        Registration renewed = registry.renew(asked.cookie()).orElseThrow();
        assertEquals(Duration.ofSeconds(300), renewed.peer().ttl());
        assertEquals(Optional.of(Duration.ofSeconds(100)), renewed.renewAfter());
        Registration plain = granted(registry.register(plain(ALICE, HOME)));
        assertEquals(STANDARD, plain.peer().ttl());
        assertEquals(Optional.empty(), plain.renewAfter());
    }

    @Test
    void rule7LeasesAreClampedToTheTerms() {
        assertEquals(
                Duration.ofSeconds(30),
                granted(registry.register(withLease(ALICE, HOME, Duration.ofSeconds(-5))))
                        .peer()
                        .ttl());
        assertEquals(
                STANDARD,
                granted(registry.register(withLease(ALICE, HOME, Duration.ofDays(9))))
                        .peer()
                        .ttl());
    }

    @Test
    void rule8RenewalStartsTheLeaseAnew() {
        Cookie cookie = granted(registry.register(plain(ALICE, HOME))).cookie();
        clock.advance(STANDARD.minus(NANO));
        assertEquals(STANDARD, registry.renew(cookie).orElseThrow().peer().ttl());
        clock.advance(STANDARD.minus(NANO));
        assertEquals(Set.of(ALICE), activeAddresses(registry));
        clock.advance(NANO);
        assertEquals(Set.of(), activeAddresses(registry));
    }

    @Test
    void rule8RenewalRevivesAnInactiveRecord() {
        Cookie cookie = granted(registry.register(plain(ALICE, HOME))).cookie();
        clock.advance(Duration.ofDays(2));
        assertTrue(registry.renew(cookie).orElseThrow().peer().active());
        assertEquals(Set.of(ALICE), activeAddresses(registry));
    }

    @Test
    void rule8UnknownCookieRenewsNothing() {
        granted(registry.register(plain(ALICE, HOME)));
        clock.advance(STANDARD.minus(NANO));
        assertEquals(Optional.empty(), registry.renew(new Cookie(99)));
        clock.advance(NANO);
        assertEquals(Set.of(), activeAddresses(registry));
    }

    @Test
    void rule8ListingTellsHowLongAgoAPeerWasHeardOfAndWhatIsLeft() {
        Cookie cookie = granted(registry.register(withLease(ALICE, HOME, Duration.ofSeconds(300))))
                .cookie();
        clock.advance(Duration.ofSeconds(50));
        registry.renew(cookie);
        clock.advance(Duration.ofSeconds(70));
        Peer listed = registry.listed().peers().get(0);
        assertEquals(Optional.of(Duration.ofSeconds(70)), listed.idle());
        assertEquals(Duration.ofSeconds(230), listed.ttl());
    }

    @Test
    void rule9LeavingEndsTheLeaseAndKeepsTheCookie() {
        Cookie cookie = granted(registry.register(plain(ALICE, HOME))).cookie();
        assertTrue(registry.leave(cookie));
        assertEquals(Set.of(), activeAddresses(registry));
        assertTrue(registry.leave(cookie), "leaving twice is quiet");
        assertTrue(registry.renew(cookie).isPresent());
        assertEquals(Set.of(ALICE), activeAddresses(registry));
        assertFalse(registry.leave(new Cookie(99)));
    }

    @Test
    void rule10RecordIsForgottenAfter30DaysOfInactivity() {
        Cookie expired = granted(registry.register(plain(ALICE, HOME))).cookie();
        clock.advance(STANDARD.plus(KEPT).minus(NANO));
        assertTrue(registry.renew(expired).isPresent());
        clock.advance(STANDARD.plus(KEPT));
        assertEquals(Optional.empty(), registry.renew(expired));
        assertFalse(registry.leave(expired));
        assertNotEquals(expired, granted(registry.register(plain(ALICE, HOME))).cookie());
    }

    @Test
    void rule10The30DaysRunFromLeaving() {
        Cookie left = granted(registry.register(plain(ALICE, HOME))).cookie();
        registry.leave(left);
        clock.advance(KEPT);
        assertEquals(Optional.empty(), registry.renew(left));
    }

    @Test
    void rule10LeavingWhenInactiveDoesNotProlongTheMemory() {
        Cookie cookie = granted(registry.register(plain(ALICE, HOME))).cookie();
        clock.advance(STANDARD.plusDays(29));
        registry.leave(cookie);
        clock.advance(Duration.ofDays(1));
        assertEquals(Optional.empty(), registry.renew(cookie));
    }

    @Test
    void atTheLimitWhoWasInactiveTheLongestMakesRoom() {
        PeerRegistry small = Registries.open(clock, Registries.counting(), 3);
        Cookie shortLease = granted(small.register(withLease(BOB, HOME, Duration.ofSeconds(50))))
                .cookie();
        Cookie longLease = granted(small.register(withLease(ALICE, HOME, Duration.ofSeconds(60))))
                .cookie();
        Cookie leaves = granted(small.register(plain(CAROL, HOME))).cookie();
        clock.advance(Duration.ofSeconds(49));
        small.leave(leaves);
        clock.advance(Duration.ofSeconds(20));
        granted(small.register(plain(PeerAddress.of("d", 1), HOME)));
        assertEquals(Optional.empty(), small.renew(leaves));
        granted(small.register(plain(PeerAddress.of("e", 1), HOME)));
        assertEquals(Optional.empty(), small.renew(shortLease));
        assertTrue(small.renew(longLease).isPresent());
    }

    @Test
    void whereAllAreActiveThereIsNoRoom() {
        PeerRegistry small = Registries.open(clock, Registries.counting(), 1);
        granted(small.register(plain(ALICE, HOME)));
        assertEquals(new Verdict.Full(), small.register(plain(BOB, HOME)));
        granted(small.register(plain(ALICE, HOME)));
        clock.advance(STANDARD);
        granted(small.register(plain(BOB, HOME)));
        assertEquals(Set.of(BOB), activeAddresses(small));
    }

    @Test
    void manyLeaseLengthsAreAllEndedInTime() {
        for (int seconds = 30; seconds <= 100; seconds++) {
            granted(registry.register(withLease(PeerAddress.of("h", seconds), HOME, Duration.ofSeconds(seconds))));
        }
        for (int seconds = 30; seconds <= 100; seconds++) {
            clock.advance(Duration.ofSeconds(seconds).minusNanos(clock.nanos()));
            assertEquals(100 - seconds, registry.listed().peers().size());
        }
    }

    @Test
    void closedRegistryAnswersNothing() {
        Cookie cookie = granted(registry.register(plain(ALICE, HOME))).cookie();
        registry.close();
        registry.close();
        List<Runnable> uses = List.of(
                () -> registry.register(plain(BOB, HOME)),
                () -> registry.renew(cookie),
                () -> registry.leave(cookie),
                registry::listed,
                registry::version,
                registry::size,
                () -> registry.sample(1),
                () -> registry.changes("x", 1),
                () -> registry.confirm(cookie),
                () -> registry.owner(cookie));
        for (Runnable use : uses) {
            assertThrows(IllegalStateException.class, use::run);
        }
    }
}
