package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Registries.bringing;
import static io.github.p2pdi.impl.registration.Registries.granted;
import static io.github.p2pdi.impl.registration.Registries.plain;
import static io.github.p2pdi.impl.registration.Registries.withLease;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 4 to 6 of {@link PeerRegistry}: who is given a record that is there already, and with which cookie. */
class TakeOverTest {
    private static final Duration LEASE = Duration.ofSeconds(600);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));
    private final PeerRegistry registry = Registries.open(clock);
    private final Cookie old = granted(registry.register(plain(ALICE, HOME))).cookie();

    /** The whole matrix: OLD and NEW are the cookie given with the history kept, AFRESH a new one with none, HELD a refusal. */
    @ParameterizedTest
    @CsvSource({
        "active,   cookie, home,      plain, OLD",
        "active,   cookie, home,      lease, OLD",
        "active,   cookie, elsewhere, plain, OLD",
        "active,   cookie, elsewhere, lease, OLD",
        "active,   none,   home,      plain, OLD",
        "active,   none,   home,      lease, NEW",
        "active,   wrong,  home,      plain, OLD",
        "active,   wrong,  home,      lease, NEW",
        "active,   none,   elsewhere, plain, HELD",
        "active,   none,   elsewhere, lease, HELD",
        "active,   wrong,  elsewhere, plain, HELD",
        "active,   wrong,  elsewhere, lease, HELD",
        "inactive, cookie, home,      plain, OLD",
        "inactive, cookie, home,      lease, OLD",
        "inactive, cookie, elsewhere, plain, OLD",
        "inactive, cookie, elsewhere, lease, OLD",
        "inactive, none,   home,      plain, OLD",
        "inactive, none,   home,      lease, NEW",
        "inactive, wrong,  home,      plain, OLD",
        "inactive, wrong,  home,      lease, NEW",
        "inactive, none,   elsewhere, plain, AFRESH",
        "inactive, none,   elsewhere, lease, AFRESH",
        "inactive, wrong,  elsewhere, plain, AFRESH",
        "inactive, wrong,  elsewhere, lease, AFRESH",
    })
    void claimIsJudgedByCookieThenSourceThenState(
            String state, String proof, String from, String kind, String outcome) {
        if (state.equals("inactive")) {
            registry.leave(old);
        }
        String source = from.equals("home") ? HOME : ELSEWHERE;
        Claim claim = kind.equals("lease") ? withLease(ALICE, source, LEASE) : plain(ALICE, source);
        Claim whole = switch (proof) {
            case "cookie" -> bringing(old, claim);
            case "wrong" -> bringing(new Cookie(77), claim);
            default -> claim;
        };
        check(outcome, registry.register(whole));
    }

    private void check(String outcome, Verdict verdict) {
        if (outcome.equals("HELD")) {
            assertEquals(new Verdict.Held(Duration.ofSeconds(7200)), verdict);
            return;
        }
        Registration registration = granted(verdict);
        assertEquals(outcome.equals("OLD"), registration.cookie().equals(old));
        assertEquals(outcome.equals("AFRESH") ? 1 : 2, registration.peer().registrationCount());
        assertEquals(outcome.equals("OLD"), registry.renew(old).isPresent(), "whether the old cookie lives");
        assertEquals(1, registry.listed().peers().size());
    }

    @Test
    void refusedClaimLeavesTheRecordUntouched() {
        clock.advance(Duration.ofSeconds(7000));
        Peer before = registry.listed().peers().get(0);
        assertEquals(new Verdict.Held(Duration.ofSeconds(200)), registry.register(plain(ALICE, ELSEWHERE)));
        assertEquals(before, registry.listed().peers().get(0));
        clock.advance(Duration.ofSeconds(200));
        assertEquals(0, registry.listed().peers().size());
    }

    @Test
    void sourceThatCountsIsThatOfTheLastRegistration() {
        granted(registry.register(bringing(old, plain(ALICE, ELSEWHERE))));
        assertEquals(old, granted(registry.register(plain(ALICE, ELSEWHERE))).cookie());
        assertEquals(new Verdict.Held(Duration.ofSeconds(7200)), registry.register(plain(ALICE, HOME)));
    }

    @Test
    void sourceIsComparedEvenWhereItIsTheHost() {
        Claim claim = plain(PeerAddress.of(HOME, 5000), HOME);
        Cookie first = granted(registry.register(claim)).cookie();
        assertEquals(first, granted(registry.register(claim)).cookie());
    }

    @Test
    void restartedPeerComesBackAndItsOldSelfIsGone() {
        Cookie fresh = granted(registry.register(withLease(ALICE, HOME, LEASE))).cookie();
        assertNotEquals(old, fresh);
        assertEquals(Optional.empty(), registry.renew(old));
        assertEquals(
                fresh,
                granted(registry.register(bringing(old, plain(ALICE, HOME)))).cookie());
    }

    @Test
    void cookieOfSomebodyElseProvesNothing() {
        Cookie others =
                granted(registry.register(plain(Registries.BOB, ELSEWHERE))).cookie();
        Verdict verdict = registry.register(bringing(others, plain(ALICE, ELSEWHERE)));
        assertEquals(new Verdict.Held(Duration.ofSeconds(7200)), verdict);
    }

    private static Claim certified(Claim claim, Digest certificate) {
        return new Claim(
                claim.address(),
                claim.source(),
                claim.cookie(),
                claim.lease(),
                claim.listed(),
                claim.unproven(),
                Optional.of(certificate));
    }

    @Test
    void whatACertificateHasRegisteredIsTheCertificatesAlone() {
        Digest own = Digest.of(new byte[32]);
        Digest other = new Digest("1".repeat(64));
        granted(registry.register(certified(plain(Registries.BOB, HOME), own)));

        Claim again = withLease(Registries.BOB, HOME, LEASE);
        assertInstanceOf(Verdict.Held.class, registry.register(again));
        assertInstanceOf(Verdict.Held.class, registry.register(certified(again, other)));
        granted(registry.register(certified(withLease(Registries.BOB, ELSEWHERE, LEASE), own)));
    }

    @Test
    void aPeerThatGetsACertificateIsKnownByItFromThenOn() {
        granted(registry.register(certified(plain(ALICE, HOME), Digest.of(new byte[32]))));

        assertInstanceOf(Verdict.Held.class, registry.register(plain(ALICE, HOME)));
    }
}
