package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which headers of an rfcquery say what is wanted, and how they are read. */
class IndexWishesTest {
    private static final PeerAddress SELF = PeerAddress.of("alice", 4001);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);
    private final IndexReplies replies =
            new IndexReplies(index, clock, "epoch", Runnable::run, new Superseded(1 << 20));

    private static Rfc rfc(long number, String title) {
        return new Rfc(number, title, SELF, "f", OptionalLong.of(5), Optional.empty());
    }

    private void own(long count) {
        index.setOwn(LongStream.range(0, count)
                .mapToObj(number -> rfc(number, "Title"))
                .toList());
    }

    private Response ask(String... headers) {
        Headers all = Headers.of("Accept", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        AskedExchange exchange = new AskedExchange(new Request("rfcquery", "alice", all));
        replies.answer(exchange);
        return exchange.answer();
    }

    private static int status(Response response) {
        return response.head().status().code();
    }

    private static String tag(Response response) {
        return response.head().headers().first("ETag").orElseThrow();
    }

    private static JsonElement json(Response response) {
        assertEquals(200, status(response));
        return new Gson().fromJson(UTF_8.decode(AskedExchange.bytes(response)).toString(), JsonElement.class);
    }

    @Test
    void moreChangesThanThereAreRecordsGiveTheWhole() {
        String before = tag(ask());
        own(2_000);
        String between = tag(ask());
        own(0);
        for (String since : List.of(before, between)) {
            JsonObject changes = json(ask("Since", since)).getAsJsonObject();
            assertTrue(changes.get("full").getAsBoolean());
            assertEquals(0, changes.getAsJsonArray("added").size());
        }
        assertFalse(json(ask("Since", tag(ask()))).getAsJsonObject().get("full").getAsBoolean());
    }

    @Test
    void whatIsOfAnotherNumberIsNotToldToHaveGone() {
        index.setOwn(List.of(rfc(5, "Five"), rfc(7, "Seven")));
        String tag = tag(ask("RFC-Number", "5"));
        index.setOwn(List.of(rfc(5, "Five"), rfc(7, "Another")));
        JsonObject changes = json(ask("RFC-Number", "5", "Since", tag)).getAsJsonObject();
        assertFalse(changes.get("full").getAsBoolean());
        assertEquals(0, changes.getAsJsonArray("removed").size());
        assertEquals(0, changes.getAsJsonArray("added").size());
        index.setOwn(List.of());
        changes = json(ask("RFC-Number", "5", "Since", tag)).getAsJsonObject();
        assertEquals(1, changes.getAsJsonArray("removed").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000000000", "2147483647", "2147483648", "12345678901", "99999999999999999999"})
    void anyNumberIsALimit(String limit) {
        own(2);
        assertEquals(2, json(ask("Limit", limit)).getAsJsonArray().size());
    }

    /** Of these two the hash codes are the same. */
    @Test
    void tagsOfDifferentFiltersDiffer() {
        own(2);
        assertEquals("AB".hashCode(), "B#".hashCode());
        String tag = tag(ask("Title", "AB"));
        assertEquals(tag, tag(ask("Title", "ab")));
        assertNotEquals(tag, tag(ask("Title", "B#")));
        assertNotEquals(tag(ask("RFC-Number", "1", "Title", "AB")), tag(ask("RFC-Number", "2", "Title", "AB")));
        assertEquals(200, status(ask("Title", "B#", "If-None-Match", tag)));
    }

    @Test
    void listOfTagsMayBeOfSeveralLines() {
        own(2);
        String tag = tag(ask());
        assertEquals(304, status(ask("If-None-Match", "\"x\"", "If-None-Match", tag)));
        assertEquals(304, status(ask("If-None-Match", "\"x\", \"y\"", "If-None-Match", "\"z\", " + tag)));
        assertEquals(200, status(ask("If-None-Match", "\"x\"", "If-None-Match", "\"y\"")));
    }

    @Test
    void firstPageOfWhatIsKnownIsNotToldAgain() {
        own(3);
        Response first = ask("Limit", "2");
        assertEquals(304, status(ask("Limit", "2", "If-None-Match", tag(first))));
        String next = first.head().headers().first("Next").orElseThrow();
        assertEquals(200, status(ask("Limit", "2", "After", next, "If-None-Match", tag(first))));
        own(4);
        assertEquals(200, status(ask("Limit", "2", "If-None-Match", tag(first))));
    }
}
