package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rfcquery with its additions, as the protocol's part 2 has them. */
class IndexRepliesTest {
    private static final PeerAddress SELF = PeerAddress.of("alice", 4001);
    private static final PeerAddress BOB = PeerAddress.of("bob", 4002);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);
    private final IndexReplies replies =
            new IndexReplies(index, clock, "epoch", Runnable::run, new Superseded(1 << 20));

    private static Rfc rfc(long number, String title, PeerAddress holder) {
        return new Rfc(number, title, holder, "rfc" + number + ".txt", OptionalLong.of(5), Optional.empty());
    }

    private void own(long... numbers) {
        List<Rfc> records = new ArrayList<>();
        for (long number : numbers) {
            records.add(rfc(number, "Title " + number, SELF));
        }
        index.setOwn(records);
    }

    private void bobTells(long... numbers) {
        List<Learned> records = new ArrayList<>();
        for (long number : numbers) {
            records.add(new Learned(rfc(number, "Heard " + number, BOB), Optional.empty()));
        }
        index.merge(BOB, records);
    }

    private Response ask(String... headers) {
        Headers all = Headers.of("Accept", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return answer(all);
    }

    private Response answer(Headers headers) {
        AskedExchange exchange = new AskedExchange(new Request("rfcquery", "alice", headers));
        replies.answer(exchange);
        assertTrue(exchange.isAnswered());
        return exchange.answer();
    }

    private static JsonElement json(Response response) {
        assertEquals(200, response.head().status().code());
        return new Gson().fromJson(UTF_8.decode(AskedExchange.bytes(response)).toString(), JsonElement.class);
    }

    private static String tag(Response response) {
        return response.head().headers().first("ETag").orElseThrow();
    }

    private static String key(JsonElement record) {
        JsonObject fields = record.getAsJsonObject();
        return fields.get("number").getAsLong() + " " + fields.get("hostname").getAsString() + " "
                + fields.get("port").getAsInt();
    }

    private static List<String> keys(JsonElement records) {
        List<String> keys = new ArrayList<>();
        records.getAsJsonArray().forEach(record -> keys.add(key(record)));
        return keys;
    }

    @Test
    void tagIsTheSameWhileNothingChangesAndAnotherAfterwards() {
        own(1, 2);
        bobTells(3);
        String tag = tag(ask());
        clock.advance(Duration.ofSeconds(5));
        assertEquals(tag, tag(ask()));
        assertEquals(304, ask("If-None-Match", tag).head().status().code());
        assertEquals(
                304, ask("If-None-Match", "\"x\", W/" + tag).head().status().code());
        assertEquals(304, ask("If-None-Match", "*").head().status().code());
        assertEquals(200, ask("If-None-Match", "\"x\"").head().status().code());
        bobTells(3, 4);
        assertNotEquals(tag, tag(ask()));
        assertEquals(200, ask("If-None-Match", tag).head().status().code());
    }

    @Test
    void socketsOfOthersAreNobodyElsesBusiness() {
        PeerAddress socket = PeerAddress.parse("unix:/run/bob.sock");
        own(1);
        bobTells(2);
        index.merge(socket, List.of(new Learned(rfc(3, "Three", socket), Optional.empty())));
        assertEquals(List.of("1 alice 4001", "2 bob 4002"), keys(json(ask())));
        assertEquals(List.of(), keys(json(ask("RFC-Number", "3"))));
        assertEquals(1, index.find(3).size());
    }

    @Test
    void ttlOfHearsayGoesDownWithoutAnotherTag() {
        bobTells(3);
        String tag = tag(ask());
        clock.advance(Duration.ofSeconds(100));
        Response later = ask();
        assertEquals(
                7100,
                json(later).getAsJsonArray().get(0).getAsJsonObject().get("ttl").getAsLong());
        assertEquals(tag, tag(later));
    }

    @Test
    void recordsThatLapseAreRemovedInTheChanges() {
        own(1);
        bobTells(3);
        String tag = tag(ask());
        clock.advance(Duration.ofHours(2));
        JsonObject changes = json(ask("Since", tag)).getAsJsonObject();
        assertEquals(List.of("3 bob 4002"), keys(changes.get("removed")));
        assertEquals(0, changes.getAsJsonArray("added").size());
        assertFalse(changes.get("full").getAsBoolean());
    }

    @Test
    void scopeLocalIsTheOwnRecordsAlone() {
        own(1, 2);
        bobTells(3);
        assertEquals(List.of("1 alice 4001", "2 alice 4001"), keys(json(ask("Scope", "local"))));
        String tag = tag(ask("Scope", "local"));
        bobTells(3, 4);
        assertEquals(
                304, ask("Scope", "local", "If-None-Match", tag).head().status().code());
        assertEquals(List.of("1 alice 4001", "2 alice 4001", "3 bob 4002", "4 bob 4002"), keys(json(ask())));
    }

    @Test
    void numberAndTitleChooseRecords() {
        index.setOwn(List.of(rfc(1, "File Transfer Protocol", SELF), rfc(2, "Straße", SELF), rfc(3, "Other", SELF)));
        bobTells(1);
        assertEquals(List.of("1 alice 4001", "1 bob 4002"), keys(json(ask("RFC-Number", "1"))));
        assertEquals(List.of("1 alice 4001"), keys(json(ask("Title", "transfer PROTO"))));
        assertEquals(List.of("2 alice 4001"), keys(json(ask("Title", "STRASSE"))));
        assertEquals(List.of(), keys(json(ask("Title", "transfer", "RFC-Number", "2"))));
        assertNotEquals(tag(ask("Title", "a")), tag(ask("Title", "b")));
    }

    /** A key on the wire has no scheme, so whoever is told that it is gone drops all that have it. */
    @ParameterizedTest
    @ValueSource(strings = {"tcp", "tls", "zzz"})
    void whatStandsUnderTheKeyOfWhatIsGoneIsToldAgain(String gone) {
        Set<String> schemes = new TreeSet<>(Set.of("a", "tcp", "tls", "zzz"));
        bobTellsOf(schemes);
        String tag = tag(ask());
        schemes.remove(gone);
        bobTellsOf(schemes);
        JsonObject changes = json(ask("Since", tag)).getAsJsonObject();
        assertEquals(List.of("7 cid 4003"), keys(changes.get("removed")));
        List<String> told = new ArrayList<>();
        changes.getAsJsonArray("added")
                .forEach(record ->
                        told.add(record.getAsJsonObject().get("scheme").getAsString()));
        assertEquals(List.copyOf(schemes), told);
    }

    private void bobTellsOf(Set<String> schemes) {
        List<Learned> records = new ArrayList<>();
        for (long number : new long[] {6, 7, 8}) {
            for (String scheme : number == 7 ? schemes : Set.of("tcp")) {
                PeerAddress cid = new PeerAddress(scheme, "cid", 4003);
                records.add(new Learned(rfc(number, "Heard", cid), Optional.of(Duration.ofHours(1))));
            }
        }
        index.merge(BOB, records);
    }

    @Test
    void recordThatNoLongerMatchesAFilterIsRemoved() {
        own(1);
        String tag = tag(ask("Title", "title"));
        index.setOwn(List.of(rfc(1, "Something else", SELF)));
        JsonObject changes = json(ask("Title", "title", "Since", tag)).getAsJsonObject();
        assertEquals(List.of("1 alice 4001"), keys(changes.get("removed")));
        assertEquals(List.of(), keys(changes.get("added")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\"\"",
                "\"epoch-a-ffff\"",
                "\"epoch-l-1\"",
                "\"other-a-1\"",
                "\"epoch-a-\"",
                "\"epoch-a--1\""
            })
    void unknownTagsGiveTheWhole(String since) {
        own(1);
        ask();
        JsonObject changes = json(ask("Since", since)).getAsJsonObject();
        assertTrue(changes.get("full").getAsBoolean());
        assertEquals(List.of("1 alice 4001"), keys(changes.get("added")));
        assertEquals(tag(ask()), '"' + changes.get("tag").getAsString() + '"');
    }

    @Test
    void tagWithoutQuotesIsUnderstood() {
        own(1);
        String tag = json(ask("Since", "x")).getAsJsonObject().get("tag").getAsString();
        assertFalse(json(ask("Since", tag)).getAsJsonObject().get("full").getAsBoolean());
    }

    @Test
    void whatIsOlderThanADayIsForgotten() {
        own(1);
        String tag = tag(ask("Scope", "local"));
        own(1, 2);
        String later = tag(ask("Scope", "local"));
        clock.advance(Duration.ofHours(24).plusNanos(1));
        assertTrue(json(ask("Scope", "local", "Since", tag))
                .getAsJsonObject()
                .get("full")
                .getAsBoolean());
        assertFalse(json(ask("Scope", "local", "Since", later))
                .getAsJsonObject()
                .get("full")
                .getAsBoolean());
    }

    @Test
    void moreChangesThanAreKeptGiveTheWhole() {
        own(1);
        String tag = tag(ask());
        own(IntStream.rangeClosed(1, 65_538).asLongStream().toArray());
        ask();
        assertTrue(json(ask("Since", tag)).getAsJsonObject().get("full").getAsBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Scope | remote",
                "RFC-Number | x",
                "RFC-Number | -1",
                "Limit | 0",
                "Limit | -5",
                "Limit | 1e3",
                "Limit | \u0661",
                "After | x",
                "After | 1,2,3",
                "After | x,1,tcp,host",
                "After | 1,99999,tcp,host",
                "After | +1,4001,tcp,host",
                "After | \u0661,4001,tcp,host",
                "After | 1,+4001,tcp,host"
            })
    void malformedWishesAre400(String name, String value) {
        assertEquals(400, ask(name, value).head().status().code());
        Headers plain = Headers.of(name, value);
        assertEquals(200, answer(plain).head().status().code());
    }

    @ParameterizedTest
    @CsvSource({"Limit, 5", "After, '1,4001,tcp,alice'"})
    void changesDoNotComeInPages(String name, String value) {
        own(1);
        assertEquals(400, ask("Since", tag(ask()), name, value).head().status().code());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100})
    void pagesTogetherAreTheWhole(int limit) {
        own(1, 2, 3, 5, 8);
        bobTells(1, 3, 4);
        List<String> seen = new ArrayList<>();
        Response page = ask("Limit", Integer.toString(limit));
        Optional<String> next = page.head().headers().first("Next");
        seen.addAll(keys(json(page)));
        while (next.isPresent()) {
            page = ask("Limit", Integer.toString(limit), "After", next.get());
            assertTrue(json(page).getAsJsonArray().size() <= limit);
            seen.addAll(keys(json(page)));
            next = page.head().headers().first("Next");
        }
        assertEquals(keys(json(ask())), seen);
    }

    @Test
    void recordsThatAreThereThroughoutComeOnceThoughOthersComeAndGo() {
        own(1, 2, 3, 4, 5, 6);
        Response first = ask("Limit", "3");
        own(2, 4, 5, 6, 7);
        Response second =
                ask("Limit", "3", "After", first.head().headers().first("Next").orElseThrow());
        List<String> seen = keys(json(first));
        seen.addAll(keys(json(second)));
        for (long there : new long[] {2, 4, 5, 6}) {
            assertEquals(
                    1, seen.stream().filter(key -> key.startsWith(there + " ")).count(), seen.toString());
        }
        assertNotEquals(tag(first), tag(second));
    }

    /** What a follower keeps: records by key, and the tag of them. */
    private static final class Follower {
        private final Map<String, JsonElement> records = new TreeMap<>();
        private String tag = "\"none\"";

        void apply(JsonObject changes) {
            if (changes.get("full").getAsBoolean()) {
                records.clear();
            }
            changes.getAsJsonArray("removed").forEach(gone -> records.remove(key(gone)));
            changes.getAsJsonArray("added").forEach(record -> records.put(key(record), record));
            tag = '"' + changes.get("tag").getAsString() + '"';
        }
    }

    @Test
    void followersThatAskNowAndThenKnowWhatOthersAreToldAsAWhole() {
        long seed = 20260101;
        Random random = new Random(seed);
        Map<Integer, Follower> followers = new HashMap<>();
        for (int step = 0; step < 3_000; step++) {
            change(random);
            Follower follower = followers.computeIfAbsent(random.nextInt(5), any -> new Follower());
            follower.apply(json(ask("Since", follower.tag)).getAsJsonObject());
            Map<String, JsonElement> whole = new TreeMap<>();
            JsonArray all = json(ask()).getAsJsonArray();
            all.forEach(record -> whole.put(key(record), record));
            assertEquals(titles(whole), titles(follower.records), "seed " + seed + ", step " + step);
        }
    }

    private static Map<String, String> titles(Map<String, JsonElement> records) {
        Map<String, String> titles = new TreeMap<>();
        records.forEach((key, record) ->
                titles.put(key, record.getAsJsonObject().get("title").getAsString()));
        return titles;
    }

    private void change(Random random) {
        List<Rfc> records = new ArrayList<>();
        PeerAddress holder = random.nextBoolean() ? SELF : PeerAddress.of("peer" + random.nextInt(3), 4000);
        for (int i = 0; i < 8; i++) {
            if (random.nextBoolean()) {
                records.add(rfc(i, "Title " + random.nextInt(2), holder));
            }
        }
        if (holder.equals(SELF)) {
            index.setOwn(records);
        } else if (random.nextInt(4) == 0) {
            index.remove(holder);
        } else {
            index.merge(
                    holder,
                    records.stream()
                            .map(rfc -> new Learned(rfc, Optional.empty()))
                            .toList());
        }
        clock.advance(Duration.ofSeconds(random.nextInt(600)));
    }
}
