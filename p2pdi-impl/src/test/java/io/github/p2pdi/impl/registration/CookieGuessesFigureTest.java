package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ELSEWHERE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.RawClient;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who guesses cookies finds none, and soon has none of his guesses looked at. */
class CookieGuessesFigureTest {
    private static final int VICTIMS = 1_000;
    private static final int BURST = 20;
    private static final int A_SECOND = 10;

    /** What became of guesses. */
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);

    private final SecureRandom random = new SecureRandom();

    /** The guesser's own cookie, near which he looks as well. */
    private long own;

    private enum Fate {
        HIT,
        LOOKED_AT,
        THROTTLED;

        static Fate of(int status) {
            return switch (status) {
                case 200 -> HIT;
                case 403 -> LOOKED_AT;
                case 429 -> THROTTLED;
                default -> throw new AssertionError("answered " + status);
            };
        }
    }

    @Test
    void guesserIsSlowed() {
        double seconds = guessFor(2_000);
        assertAll(hits("", 2_000)::check, pace("", seconds)::check);
    }

    @Test
    @Tag("figure")
    void figureOfOneAddress() {
        int guesses = 100_000;
        double seconds = guessFor(guesses);
        assertAll(hits("", guesses)::show, pace("", seconds)::show);
    }

    @Test
    @Tag("figure")
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void figureOfLoopbackTcp() throws Exception {
        int guesses = 100_000;
        double seconds = guessByTcp(guesses);
        assertAll(hits(" over TCP", guesses)::show, pace(" over TCP", seconds)::show);
    }

    private Figure hits(String how, int guesses) {
        assertEquals(guesses, fates.values().stream().mapToInt(i -> i).sum());
        return Figure.none("cookies hit by " + guesses + " guesses" + how, fates.getOrDefault(Fate.HIT, 0));
    }

    /** Of one that is slowed, the burst apart. */
    private Figure pace(String how, double seconds) {
        double looked = fates.getOrDefault(Fate.LOOKED_AT, 0) + fates.getOrDefault(Fate.HIT, 0);
        return Figure.atMost(
                "guesses looked at each second after a burst of " + BURST + how,
                (looked - BURST) / seconds,
                A_SECOND,
                "/s");
    }

    /** Guesses a thousand times a second of the clock; returns how many seconds passed. */
    private double guessFor(int guesses) {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        PeerRegistry registry = Registries.open(clock, random::nextLong, VICTIMS + 1);
        for (int i = 0; i < VICTIMS; i++) {
            registry.register(Registries.plain(PeerAddress.of("victim", 1 + i), HOME));
        }
        own = Registries.granted(registry.register(Registries.plain(PeerAddress.of("guesser", 1), ELSEWHERE)))
                .cookie()
                .value();
        RegistrationService service = Registries.service(registry, clock);
        for (int i = 0; i < guesses; i++) {
            String cookie = Long.toString(guess(i));
            count(RecordedExchange.ask(service, request(method(i), "victim", "Peer-Cookie", cookie), ELSEWHERE)
                    .head()
                    .status()
                    .code());
            clock.advance(Duration.ofMillis(1));
        }
        return guesses / 1000.0;
    }

    private double guessByTcp(int guesses) throws IOException {
        RegistrationServerConfig config =
                RegistrationServerConfig.builder().port(0).build();
        try (RegistrationServer server = P2PDI.startRegistrationServer(config);
                RawClient client = RawClient.connect(server.address())) {
            for (int i = 0; i < VICTIMS; i++) {
                client.send("register victim HTTP/1.1\r\nPort: " + (1 + i) + "\r\n\r\n");
                assertEquals(200, status(client));
            }
            long begin = System.nanoTime();
            for (int i = 0; i < guesses; i++) {
                client.send(method(i) + " victim HTTP/1.1\r\nPeer-Cookie: " + guess(i) + "\r\n\r\n");
                count(status(client));
            }
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static int status(RawClient client) throws IOException {
        return Integer.parseInt(client.receiveFrame().substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    }

    private void count(int status) {
        fates.merge(Fate.of(status), 1, Integer::sum);
    }

    private static String method(int i) {
        return switch (i % 3) {
            case 0 -> "keepalive";
            case 1 -> "pquery";
            default -> "leave";
        };
    }

    /** Small numbers, as the base dialect gives them, neighbours of a cookie that is known, and any numbers. */
    private long guess(int i) {
        return switch (i % 4) {
            case 0 -> i / 4;
            case 1 -> own + 1 + i / 4;
            default -> random.nextLong() >>> 1;
        };
    }
}
