package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sends too many wrong cookies is not looked at for a while, and nobody else notices. */
class CookieGuessesTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final CookieGuesses guesses = new CookieGuesses(clock, new GuessLimit(10, 20), 100);
    private final PeerRegistry registry = Registries.open(clock, new Random(3)::nextLong, 100);
    private final RegistrationService service = Registries.service(registry, clock);

    private int status(String method, String cookie, String source) {
        return ask(method, cookie, source).head().status().code();
    }

    private Response ask(String method, String cookie, String source) {
        return RecordedExchange.ask(
                service, request(method, ALICE.host(), "Peer-Cookie", cookie, "Port", "4001"), source);
    }

    private void exhaust(String source) {
        for (int i = 0; i < 20; i++) {
            assertEquals(403, status("keepalive", Integer.toString(i), source));
        }
    }

    @Test
    void burstIsTakenAndThenSoManyASecond() {
        for (int i = 0; i < 20; i++) {
            assertEquals(Optional.empty(), guesses.blocked("s"));
            guesses.wrong("s");
        }
        assertEquals(Optional.of(Duration.ofMillis(100)), guesses.blocked("s"));
        assertTrue(guesses.tell("s"));
        assertFalse(guesses.tell("s"), "told once");
        clock.advance(Duration.ofMillis(100));
        assertEquals(Optional.empty(), guesses.blocked("s"));
        guesses.wrong("s");
        assertTrue(guesses.blocked("s").isPresent());
        assertEquals(Optional.empty(), guesses.blocked("another"));
    }

    @Test
    void whoHasCalmedDownIsForgotten() {
        guesses.wrong("s");
        assertEquals(1, guesses.sources());
        clock.advance(Duration.ofSeconds(2));
        assertEquals(Optional.empty(), guesses.blocked("s"));
        assertEquals(0, guesses.sources());
    }

    @Test
    void tableIsBoundedAndTheLatestStay() {
        for (int i = 0; i < 150; i++) {
            guesses.wrong("s" + i);
        }
        assertEquals(100, guesses.sources());
        for (int i = 0; i < 20; i++) {
            guesses.wrong("s149");
        }
        assertTrue(guesses.blocked("s149").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"keepalive", "pquery", "leave"})
    void tooManyWrongCookiesAre429WithRetryAfter(String method) {
        exhaust(HOME);
        Response answer = ask(method, "77", HOME);
        assertEquals(429, answer.head().status().code());
        assertEquals(Optional.of("1"), answer.head().headers().first("Retry-After"));
        assertEquals(403, status(method, "77", ELSEWHERE));
        clock.advance(Duration.ofMillis(100));
        assertEquals(403, status(method, "77", HOME));
        assertEquals(429, status(method, "77", HOME));
    }

    @Test
    void rightCookieOfAnotherAddressIsNotLookedAtEither() {
        Cookie victims = Registries.granted(registry.register(Registries.plain(ALICE, ELSEWHERE)))
                .cookie();
        exhaust(HOME);
        String guess = Long.toString(victims.value());
        assertEquals(429, status("keepalive", guess, HOME));
        assertEquals(429, status("leave", guess, HOME));
        assertEquals(429, status("register", guess, HOME));
        assertEquals(200, status("keepalive", guess, ELSEWHERE));
    }

    @Test
    void rightCookieThatIsNotLookedAtCostsItsOwnerNothing() {
        Cookie owners = Registries.granted(registry.register(Registries.plain(ALICE, ELSEWHERE)))
                .cookie();
        clock.advance(Duration.ofSeconds(7200));
        exhaust(HOME);
        assertEquals(429, status("register", Long.toString(owners.value()), HOME));
        clock.advance(Duration.ofSeconds(2));
        assertEquals(200, status("register", Long.toString(owners.value()), HOME));
        assertEquals(200, status("keepalive", Long.toString(owners.value()), ELSEWHERE));
    }

    /** Or nobody behind a gateway could come back when a server has lost its memory. */
    @Test
    void whoTakesNothingFromOthersRegistersThoughHisCookieIsNotLookedAt() {
        exhaust(HOME);
        assertEquals(200, status("register", "5", HOME));
        assertEquals(429, status("keepalive", "6", HOME));
        assertEquals(200, status("register", "6", HOME), "it is his by his address");
    }

    @Test
    void neighboursWhoRegisteredFromTheSameAddressAreServed() {
        Cookie neighbours = Registries.granted(registry.register(Registries.plain(ALICE, HOME)))
                .cookie();
        exhaust(HOME);
        assertEquals(429, status("keepalive", "5", HOME));
        String cookie = Long.toString(neighbours.value());
        assertEquals(200, status("keepalive", cookie, HOME));
        assertEquals(200, status("pquery", cookie, HOME));
        assertEquals(200, status("register", cookie, HOME));
        assertEquals(200, status("leave", cookie, HOME));
    }

    @Test
    void wrongCookiesOfRefusedRegistrationsCountAsGuesses() {
        Registries.granted(registry.register(Registries.plain(ALICE, ELSEWHERE)));
        for (int i = 0; i < 20; i++) {
            assertEquals(409, status("register", Integer.toString(i), HOME));
        }
        assertEquals(429, status("keepalive", "5", HOME));
    }

    @Test
    void returningPeersWithCookiesOfAnotherTimeAreNoGuessers() {
        for (int i = 0; i < 50; i++) {
            assertEquals(
                    200,
                    RecordedExchange.ask(
                                    service,
                                    request("register", "h" + i, "Port", "1", "Peer-Cookie", Integer.toString(i)),
                                    HOME)
                            .head()
                            .status()
                            .code());
        }
        assertEquals(403, status("keepalive", "5", HOME));
    }
}
