package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** pquery with its additions, as the protocol's part 2 has them. */
class PeerQueryTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));
    private final PeerRegistry registry = Registries.open(clock, new Random(4)::nextLong, 10_000);
    private final RegistrationService service = Registries.service(registry, clock);
    private final Cookie self = join(1);

    private Cookie join(int i) {
        return Registries.granted(registry.register(
                        Registries.withLease(PeerAddress.of("h" + i, i), HOME, Duration.ofSeconds(300 + i))))
                .cookie();
    }

    private Response ask(Cookie cookie, String... headers) {
        Request asked = request("pquery", "h", "Peer-Cookie", Long.toString(cookie.value()));
        Request accepting = asked.with(Headers.of("Accept", "application/json"))
                .with(request("x", "x", headers).headers());
        return RecordedExchange.ask(service, accepting, HOME);
    }

    private static JsonElement json(Response answer) {
        assertEquals(200, answer.head().status().code());
        return new Gson().fromJson(RecordedExchange.text(answer), JsonElement.class);
    }

    private static Set<String> hosts(JsonElement peers) {
        Set<String> hosts = new TreeSet<>();
        peers.getAsJsonArray()
                .forEach(peer -> assertTrue(
                        hosts.add(peer.getAsJsonObject().get("hostname").getAsString())));
        return hosts;
    }

    private static String tag(Response answer) {
        return answer.head().headers().first("ETag").orElseThrow();
    }

    @Test
    void nothingNewIs304ThoughTheLeaseIsRenewed() {
        join(2);
        String tag = tag(ask(self));
        clock.advance(Duration.ofSeconds(200));
        Response answer = ask(self, "If-None-Match", tag);
        assertEquals(304, answer.head().status().code());
        assertSame(Body.NONE, answer.body());
        assertEquals(tag, tag(answer));
        assertEquals(Optional.of("100"), answer.head().headers().first("Renew-After"));
        clock.advance(Duration.ofSeconds(200));
        assertEquals(2, join(3).value() == 0 ? 0 : registry.size(), "h2 has ended, h1 was renewed");
        assertEquals(200, ask(self, "If-None-Match", tag).head().status().code());
    }

    @ParameterizedTest
    @CsvSource({"*, 304", "'\"a\", TAG', 304", "W/TAG, 304", "'\"a\"', 200", "'', 200"})
    void ifNoneMatchIsAListOfTags(String header, int status) {
        String tag = tag(ask(self));
        assertEquals(
                status,
                ask(self, "If-None-Match", header.replace("TAG", tag))
                        .head()
                        .status()
                        .code());
    }

    @Test
    void listOfTagsMayBeOfSeveralLines() {
        String tag = tag(ask(self));
        Response answer = ask(self, "If-None-Match", "\"a\"", "If-None-Match", tag);
        assertEquals(304, answer.head().status().code());
    }

    @Test
    void changesTellWhoCameAndWhoWentButNotTheCaller() {
        Cookie leaving = join(2);
        join(3);
        String tag = tag(ask(self));
        assertTrue(registry.leave(leaving));
        join(4);
        assertTrue(registry.leave(self));
        Response answer = ask(self, "Since", tag);
        JsonObject changes = json(answer).getAsJsonObject();
        assertFalse(changes.get("full").getAsBoolean());
        assertEquals(Set.of("h4"), hosts(changes.get("added")));
        assertEquals(Set.of("h2"), hosts(changes.get("removed")));
        assertEquals(tag(answer), '"' + changes.get("tag").getAsString() + '"');
        JsonObject none = json(ask(self, "Since", tag(answer))).getAsJsonObject();
        assertEquals(new JsonArray(), none.get("added"));
        assertEquals(new JsonArray(), none.get("removed"));
        assertEquals(
                304,
                ask(self, "Since", tag, "If-None-Match", tag(answer))
                        .head()
                        .status()
                        .code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\"p-1-2\"", "\"p5-1-2\"", "\"\""})
    void unknownTagsGiveEverybody(String since) {
        join(2);
        JsonObject changes = json(ask(self, "Since", since)).getAsJsonObject();
        assertTrue(changes.get("full").getAsBoolean());
        assertEquals(Set.of("h2"), hosts(changes.get("added")));
    }

    @Test
    void samplesOfACallerWhoIsNotListedAreOfAllAsWell() {
        PeerAddress address = PeerAddress.of("hidden", 1);
        Cookie hidden = Registries.granted(registry.register(
                        new Claim(address, HOME, Optional.empty(), Optional.of(Duration.ofSeconds(300)), false, false)))
                .cookie();
        join(2);
        join(3);
        Set<String> seen = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            Set<String> hosts = hosts(json(ask(hidden, "Limit", "2")));
            assertEquals(2, hosts.size());
            seen.addAll(hosts);
        }
        assertEquals(Set.of("h1", "h2", "h3"), seen);
    }

    @Test
    void samplesAreOfOthersAndOfTheSizeThatIsAskedFor() {
        for (int i = 2; i <= 20; i++) {
            join(i);
        }
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            Set<String> hosts = hosts(json(ask(self, "Limit", "5")));
            assertEquals(5, hosts.size());
            assertFalse(hosts.contains("h1"));
            hosts.forEach(host -> counts.merge(host, 1, Integer::sum));
        }
        assertEquals(19, counts.size(), "everybody else turns up");
        assertEquals(19, hosts(json(ask(self, "Limit", "19"))).size());
        assertEquals(19, hosts(json(ask(self, "Limit", "99999999999"))).size());
        Response sample = ask(self, "Limit", "5");
        assertNotEquals(tag(ask(self)), tag(sample));
        assertEquals(
                304,
                ask(self, "Limit", "5", "If-None-Match", tag(sample))
                        .head()
                        .status()
                        .code());
        assertEquals(
                200,
                ask(self, "Limit", "6", "If-None-Match", tag(sample))
                        .head()
                        .status()
                        .code());
        assertTrue(json(ask(self, "Since", tag(sample)))
                .getAsJsonObject()
                .get("full")
                .getAsBoolean());
    }

    @ParameterizedTest
    @CsvSource({"Limit, 0", "Limit, -1", "Limit, x", "Limit, 1.5", "Limit, ''"})
    void malformedLimitsAre400AndRenewNothing(String name, String value) {
        clock.advance(Duration.ofSeconds(100));
        assertEquals(400, ask(self, name, value).head().status().code());
        clock.advance(Duration.ofSeconds(201));
        assertEquals(0, registry.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Limit", "After"})
    void changesAreNotSampled(String name) {
        assertEquals(400, ask(self, "Since", "\"x\"", name, "5").head().status().code());
    }

    @Test
    void plainAskersMeetNoneOfThis() {
        join(2);
        String tag = tag(ask(self));
        Request plain = request(
                "pquery",
                "h",
                "Peer-Cookie",
                Long.toString(self.value()),
                "If-None-Match",
                tag,
                "Since",
                tag,
                "Limit",
                "zero");
        Response answer = RecordedExchange.ask(service, plain, HOME);
        assertEquals(200, answer.head().status().code());
        assertEquals(Optional.empty(), answer.head().headers().first("ETag"));
        assertTrue(RecordedExchange.text(answer).startsWith("[\"{\\\"hostname\\\": \\\"h2\\\""));
    }

    @Test
    void registrationIsSeenAtOnceThoughWhoIsListedIsTheSame() {
        RecordedExchange.ask(service, request("register", "h2", "Port", "2"), HOME);
        ask(self);
        RecordedExchange.ask(service, request("register", "h2", "Port", "2"), HOME);
        JsonObject listed = json(ask(self)).getAsJsonArray().get(0).getAsJsonObject();
        assertEquals(2, listed.get("registration_count").getAsInt());
    }

    /** Where the list is long, all forms are cut from the one that is shared. */
    @Test
    void longListsAreAnsweredInEveryForm() {
        for (int i = 2; i <= 3000; i++) {
            join(i);
        }
        Set<String> all = hosts(json(ask(self)));
        assertEquals(2999, all.size());
        assertFalse(all.contains("h1"));
        Response known = ask(self);
        assertEquals(all, hosts(json(known)));
        JsonObject anew = json(ask(self, "Since", "\"x\"")).getAsJsonObject();
        assertTrue(anew.get("full").getAsBoolean());
        assertEquals(new JsonArray(), anew.get("removed"));
        assertEquals(all, hosts(anew.get("added")));
        assertEquals(tag(known), '"' + anew.get("tag").getAsString() + '"');
        Set<String> sample = hosts(json(ask(self, "Limit", "2000")));
        assertEquals(2000, sample.size());
        assertTrue(all.containsAll(sample));
        assertNotEquals(sample, hosts(json(ask(self, "Limit", "2000"))));
        assertEquals(all, hosts(json(ask(self, "Limit", "2999"))));
        join(3001);
        JsonObject change = json(ask(self, "Since", tag(known))).getAsJsonObject();
        assertFalse(change.get("full").getAsBoolean());
        assertEquals(Set.of("h3001"), hosts(change.get("added")));
    }

    @Test
    void manyChangesAreToldAsLongAsTheyAreWorthIt() {
        for (int i = 2; i <= 9000; i++) {
            join(i);
        }
        String tag = tag(ask(self));
        for (int i = 9001; i <= 9500; i++) {
            registry.leave(join(i));
        }
        for (int i = 9501; i <= 9600; i++) {
            join(i);
        }
        JsonObject some = json(ask(self, "Since", tag)).getAsJsonObject();
        assertFalse(some.get("full").getAsBoolean(), "1,100 changes of 9,100 peers");
        assertEquals(100, some.getAsJsonArray("added").size());
        assertEquals(0, some.getAsJsonArray("removed").size());
        for (int i = 9601; i <= 9800; i++) {
            join(i);
        }
        JsonObject all = json(ask(self, "Since", tag)).getAsJsonObject();
        assertTrue(all.get("full").getAsBoolean(), "1,300 changes of 9,300 peers");
        assertEquals(9299, all.getAsJsonArray("added").size());
    }

    @Test
    void aRegistryThatFailsAwayFromTheHandlerIsAnsweredForAllTheSame() {
        PeerRegistry failing = mock(PeerRegistry.class);
        when(failing.size()).thenReturn(100_000);
        when(failing.changes("", SharedList.SHORT)).thenReturn(Optional.empty());
        when(failing.changes("", 12_500)).thenThrow(new IllegalStateException("as meant by the test"));
        Queue<Runnable> tasks = new ArrayDeque<>();
        PeerQuery query =
                new PeerQuery(failing, new ListMeans(clock, new Random(5), tasks::add, new Superseded(1 << 20)));
        Request request = request("pquery", "h", "Accept", "application/json", "Since", "\"x\"");
        Response answer = RecordedExchange.ask(
                exchange -> {
                    ListWish wish = assertDoesNotThrow(() -> ListWish.read(request));
                    query.answer(wish, new ListAnswer(exchange, PeerAddress.of("h", 1), Headers.NONE));
                    tasks.remove().run();
                },
                request,
                HOME);
        assertEquals(503, answer.head().status().code());
    }
}
