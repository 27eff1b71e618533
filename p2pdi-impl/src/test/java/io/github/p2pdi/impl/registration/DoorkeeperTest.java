package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.ALICE;
import static io.github.p2pdi.impl.registration.Registries.HOME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.node.RegistrationServerListener;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    /** As many as a server of 1,000 a second, which is what it is taken for at first, answers in 400 ms. */
    private static final int ROOM = 400;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Queue<Exchange> inside = new ArrayDeque<>();
    private final Doorkeeper door = new Doorkeeper(inside::add, clock);

    /** Comes, and gives the answer of whoever is sent away. */
    private List<Response> come(String method) {
        return RecordedExchange.answers(door, Requests.request(method, "x"), HOME);
    }

    private int letIn(String method, int many) {
        int before = inside.size();
        for (int i = 0; i < many; i++) {
            come(method);
        }
        return inside.size() - before;
    }

    private void answerOne() {
        inside.remove().answer(Response.of(Status.OK));
    }

    /** Serves at that pace for a second, with the room always full. */
    private void serveFor(int perSecond) {
        for (int i = 0; i < perSecond; i++) {
            while (inside.size() < 4 * ROOM && come("keepalive").isEmpty()) {
                // One more is inside.
            }
            clock.advance(Duration.ofNanos(1_000_000_000L / perSecond));
            answerOne();
        }
        while (!inside.isEmpty()) {
            answerOne();
        }
    }

    @Test
    void renewalsAndLeavesHaveAllTheRoomAndTheOthersHalf() {
        assertEquals(ROOM / 2, letIn("register", ROOM));
        assertEquals(0, letIn("pquery", 1));
        assertEquals(ROOM / 2 - 1, letIn("keepalive", ROOM / 2 - 1));
        assertEquals(1, letIn("leave", 1));
        assertEquals(0, letIn("keepalive", 1));
    }

    @Test
    void whoIsAnsweredMakesRoom() {
        letIn("keepalive", ROOM);
        answerOne();
        assertEquals(1, letIn("keepalive", 2));
    }

    @Test
    void whoIsHungUpOnMakesRoom() {
        letIn("keepalive", ROOM - 1);
        Exchange last = mock(Exchange.class);
        when(last.request()).thenReturn(Requests.request("keepalive", "x"));
        door.handle(last);
        assertEquals(0, letIn("keepalive", 1));
        inside.stream().skip(ROOM - 1).forEach(Exchange::hangUp);
        verify(last).hangUp();
        assertEquals(1, letIn("keepalive", 2));
    }

    @Test
    void whoseRequestFailsMakesRoom() {
        Doorkeeper failing = new Doorkeeper(
                exchange -> {
                    throw new IllegalStateException("a fault");
                },
                clock);
        for (int i = 0; i < 2 * ROOM; i++) {
            assertThrows(
                    IllegalStateException.class,
                    () -> RecordedExchange.ask(failing, Requests.request("keepalive", "x"), HOME));
        }
    }

    @Test
    void whoIsSentAwayIsToldWhenToComeAgainAndNotTooManyAtOnce() {
        letIn("register", ROOM / 2);
        TreeMap<Long, Integer> seconds = new TreeMap<>();
        for (int i = 0; i < 8_000; i++) {
            Response refusal = come("register").get(0);
            assertEquals(Status.UNAVAILABLE, refusal.head().status());
            long wait =
                    Long.parseLong(refusal.head().headers().first("Retry-After").orElseThrow());
            seconds.merge(wait, 1, Integer::sum);
        }
        // At four fifths of 1,000 a second, from the next second on.
        assertEquals(2, seconds.firstKey());
        assertEquals(11, seconds.lastKey());
        assertEquals(800, Collections.max(seconds.values()));
    }

    @Test
    void turnsThatHavePassedAreNotKept() {
        letIn("register", ROOM / 2);
        letIn("register", 8_000);
        clock.advance(Duration.ofSeconds(20));
        assertEquals("2", retryAfter(come("register")));
    }

    @Test
    void nobodyIsToldToWaitForMoreThanAMinute() {
        letIn("register", ROOM / 2);
        long longest = 0;
        for (int i = 0; i < 100_000; i++) {
            longest = Math.max(longest, Long.parseLong(retryAfter(come("register"))));
        }
        assertEquals(60, longest);
    }

    @Test
    void roomFollowsThePaceAtWhichIsServed() {
        for (int second = 0; second < 5; second++) {
            serveFor(100);
        }
        assertEquals(40, letIn("keepalive", ROOM), 8);
        while (!inside.isEmpty()) {
            answerOne();
        }
        for (int second = 0; second < 5; second++) {
            serveFor(4_000);
        }
        assertEquals(1_600, letIn("keepalive", 2_000), 80);
    }

    @Test
    void fewWhoComeSayNothingOfHowManyCouldBeServed() {
        for (int i = 0; i < 100; i++) {
            letIn("keepalive", 2);
            clock.advance(Duration.ofMillis(100));
            answerOne();
            answerOne();
        }
        assertEquals(ROOM, letIn("keepalive", 2 * ROOM));
    }

    /** What one waits for takes nothing of what the others need. */
    @Test
    void whoWaitsForALookupTakesNoRoomOfThoseWhoRenew() {
        AddressCheck silent = (claim, then) -> {};
        waitAndRenew(Registries.open(clock), silent, "h1.example");
    }

    @Test
    void whoWaitsForASaveTakesNoRoomOfThoseWhoRenew() {
        PeerRegistry stalled = new WrappedRegistry(Registries.open(clock)) {
            @Override
            public void register(Claim claim, Consumer<Verdict> then) {}
        };
        waitAndRenew(stalled, AddressCheck.BELIEVING, "192.0.2.1");
    }

    private void waitAndRenew(PeerRegistry registry, AddressCheck addresses, String host) {
        Cookie cookie = Registries.granted(registry.register(Registries.plain(ALICE, HOME)))
                .cookie();
        Doorkeeper server = new Doorkeeper(service(registry, addresses), clock);
        for (int i = 0; i < ROOM / 4; i++) {
            assertEquals(List.of(), register(server, host), "it waits");
        }
        Request keepalive = Requests.request("keepalive", "h", "Peer-Cookie", Long.toString(cookie.value()));
        for (int i = 0; i < 250; i++) {
            clock.advance(Duration.ofMillis(20));
            assertEquals(
                    Status.OK,
                    RecordedExchange.ask(server, keepalive, HOME).head().status(),
                    "renewal " + i);
        }
    }

    private RegistrationService service(PeerRegistry registry, AddressCheck addresses) {
        return new RegistrationService(
                registry,
                addresses,
                new ServerEvents(RegistrationServerListener.NONE, Runnable::run),
                new RegistrationService.Terms(clock, new Random(6), GuessLimit.DEFAULT, Runnable::run, Runnable::run));
    }

    private static List<Response> register(ExchangeHandler server, String host) {
        return RecordedExchange.answers(server, Requests.request("register", host, "Port", "4001"), HOME);
    }

    @Test
    void noMoreWaitThanAreRememberedUntilOneIsAnswered() {
        Queue<Consumer<AddressCheck.Permission>> waiting = new ArrayDeque<>();
        Doorkeeper server = new Doorkeeper(service(Registries.open(clock), (claim, then) -> waiting.add(then)), clock);
        for (int i = 0; i < 2 * Doorkeeper.MOST_WAITING; i++) {
            register(server, "h" + i + ".example");
        }
        assertEquals(Doorkeeper.MOST_WAITING, waiting.size());
        waiting.remove().accept(AddressCheck.Permission.REFUSED);
        register(server, "h.example");
        assertEquals(Doorkeeper.MOST_WAITING, waiting.size());
    }

    private static String retryAfter(List<Response> answers) {
        return answers.get(0).head().headers().first("Retry-After").orElseThrow();
    }
}
