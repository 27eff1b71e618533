package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.spy;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.impl.SlowAnswers;
import io.github.p2pdi.impl.SlowAnswers.Answer;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of peers, and what is taken of their answers. */
class IndexQueryTest {
    private static final PeerAddress US = PeerAddress.of("us", 4001);
    private static final PeerAddress BOB = PeerAddress.of("bob", 4002);
    private static final PeerAddress CID = PeerAddress.of("cid", 4003);
    private static final int MOST = 10;
    private static final IndexLimits LIMITS = new IndexLimits(MOST, 1_000, 8_000, 1 << 24);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final MergedIndex index = spy(new MergedIndex(clock, () -> US, LIMITS));
    private Function<Request, Answer> bob = request -> new Answer(Headers.NONE, "[]");
    private final SlowAnswers network =
            new SlowAnswers(clock, 1 << 20, Duration.ZERO, request -> List.of(bob.apply(request)));
    private final TellingRoom room = new TellingRoom(1 << 20);
    private final IndexQuery query = new IndexQuery(
            new Connections(network, clock, Duration.ofSeconds(5), Duration.ofSeconds(30)), index, () -> US, room);

    private static String record(long number, PeerAddress holder) {
        String ttl = holder.equals(BOB) ? "" : ", \"ttl\": 7000";
        return "{\"number\": " + number + ", \"title\": \"T\", \"hostname\": \"" + holder.host()
                + "\", \"path\": \"f\", \"port\": " + holder.port() + ttl + "}";
    }

    private static Stream<String> records(PeerAddress holder, long from, long to) {
        return LongStream.range(from, to).mapToObj(number -> record(number, holder));
    }

    private static String list(Stream<String> records) {
        return records.collect(Collectors.joining(", ", "[", "]"));
    }

    private List<Long> known() {
        return index.all().stream().map(Rfc::number).toList();
    }

    @Test
    void hearsayIsTakenOfThoseAloneWhoWereAskedForIt() throws Exception {
        bob = request ->
                new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(Stream.of(record(1, BOB), record(2, CID))));
        assertTrue(query.update(BOB, Scope.LOCAL));
        assertEquals(List.of(1L), known());
        bob = request -> new Answer(
                Headers.NONE,
                "{\"tag\": \"2\", \"full\": false, \"added\": [" + record(3, CID) + "], \"removed\": []}");
        assertTrue(query.update(BOB, Scope.LOCAL));
        assertEquals(List.of(1L), known());
        bob = request -> new Answer(Headers.NONE, list(Stream.of(record(1, BOB), record(2, CID))));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(1L, 2L), known());
    }

    /** Thousands are asked, and thousands may be known: none costs more than what it tells. */
    @Test
    void peersThatAreKnownAreNotListedForEachThatIsAsked() throws Exception {
        for (Scope scope : Scope.values()) {
            bob = request ->
                    new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(Stream.of(record(1, BOB), record(2, CID))));
            assertTrue(query.update(BOB, scope));
        }
        assertEquals(
                List.of(),
                mockingDetails(index).getInvocations().stream()
                        .map(call -> call.getMethod())
                        .filter(method -> Collection.class.isAssignableFrom(method.getReturnType()))
                        .toList());
    }

    @Test
    void pagesWithoutEndHaveOne() throws Exception {
        bob = request -> new Answer(
                Headers.of(HeaderNames.NEXT, Integer.toString(network.requests().size())),
                list(Stream.of(record(network.requests().size(), US))));
        query.update(BOB, Scope.ALL);
        assertEquals(1_000, network.requests().size());
    }

    /** What it has heard of others is for others to say, its own records are not. */
    @Test
    void whereAllIsNotToBeHadThePeersOwnRecordsAre() throws Exception {
        bob = request -> new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(records(CID, 0, 3)));
        assertTrue(query.update(BOB, Scope.ALL));
        bob = request -> request.headers().first("Scope").isPresent()
                ? new Answer(Headers.of(HeaderNames.ETAG, "\"2\""), list(records(BOB, 5, 7)))
                : new Answer(Headers.NONE, "[1]");
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(5L, 6L), known());
        bob = request -> new Answer(Headers.NONE, "[1]");
        assertThrows(ProtocolViolationException.class, () -> query.update(BOB, Scope.ALL));
        assertEquals(List.of(5L, 6L), known());
    }

    @Test
    void changesThatCannotBeReadAreFollowedByPagesOfAll() throws Exception {
        bob = request -> request.headers().first(HeaderNames.SINCE).isPresent()
                ? new Answer(Headers.NONE, "[1]")
                : new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(records(CID, 0, 3)));
        assertTrue(query.update(BOB, Scope.ALL));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(0L, 1L, 2L), known());
        assertEquals(3, network.requests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb", "a\\u0085b", "a\\u007f"})
    void aTagThatNoHeaderCanHoldIsNone(String tag) throws Exception {
        for (Scope scope : Scope.values()) {
            bob = request -> new Answer(
                    Headers.NONE,
                    "{\"tag\": \"" + tag + "\", \"full\": true, \"added\": [" + record(1, BOB) + "], \"removed\": []}");
            assertTrue(query.update(BOB, scope));
            bob = request -> new Answer(Headers.of(HeaderNames.ETAG, "\"a\u0085b\""), list(records(BOB, 1, 3)));
            assertTrue(query.update(BOB, scope));
            assertTrue(query.update(BOB, scope));
            assertEquals(List.of(1L, 2L), known());
        }
        assertTrue(network.requests().stream()
                .allMatch(each -> each.headers().first(HeaderNames.SINCE).isEmpty()));
    }

    /** The tag from before is of what was known then. */
    @Test
    void behindChangesWithoutATagThatCanBeSentAllIsAskedFor() throws Exception {
        bob = request -> new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(records(BOB, 1, 3)));
        assertTrue(query.update(BOB, Scope.ALL));
        bob = request -> new Answer(
                Headers.NONE,
                "{\"tag\": \"a\\nb\", \"full\": false, \"added\": [" + record(7, BOB) + "], \"removed\": []}");
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(1L, 2L, 7L), known());
        bob = request -> new Answer(Headers.NONE, list(records(BOB, 1, 2)));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(1L), known());
        assertEquals(Optional.empty(), network.requests().get(2).headers().first(HeaderNames.SINCE));
    }

    @Test
    void whereThePageBehindCannotBeAskedForThePeersOwnRecordsAre() throws Exception {
        bob = request -> request.headers().first("Scope").isPresent()
                ? new Answer(Headers.NONE, list(records(BOB, 5, 7)))
                : new Answer(Headers.of(HeaderNames.NEXT, "a\u0085b"), list(records(BOB, 0, 3)));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(5L, 6L), known());
        assertTrue(network.requests().stream()
                .allMatch(each -> each.headers().first(HeaderNames.AFTER).isEmpty()));
    }

    private static Answer changes(String added, String removed) {
        return new Answer(
                Headers.NONE,
                "{\"tag\": \"3\", \"full\": false, \"added\": [" + added + "], \"removed\": [" + removed + "]}");
    }

    private static String key(long number, String host) {
        return "{\"number\": " + number + ", \"hostname\": \"" + host + "\", \"port\": 4002}";
    }

    /** Two pages between which something changes, which may be in neither. */
    private static Answer changing(Request request, Answer since) {
        if (request.headers().first(HeaderNames.SINCE).isPresent()) {
            return since;
        }
        return request.headers().first(HeaderNames.AFTER).isPresent()
                ? new Answer(Headers.of(HeaderNames.ETAG, "\"2\""), list(records(BOB, 2, 4)))
                : new Answer(
                        Headers.of(HeaderNames.ETAG, "\"1\"").with(HeaderNames.NEXT, "x"), list(records(BOB, 0, 2)));
    }

    @Test
    void whatHasChangedBetweenPagesIsAskedForAtOnce() throws Exception {
        bob = request -> changing(request, changes(record(9, BOB), key(1, "bob")));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(0L, 2L, 3L, 9L), known());
        assertEquals(3, network.requests().size());
        assertEquals(Optional.of("\"1\""), network.requests().get(2).headers().first(HeaderNames.SINCE));
    }

    @Test
    void pagesAreKeptWhereWhatHasChangedBetweenThemIsNotToBeHad() throws Exception {
        bob = request -> changing(request, new Answer(Headers.NONE, "[1]"));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(0L, 1L, 2L, 3L), known());
        assertEquals(3, network.requests().size());
    }

    @Test
    void whatIsGoneUnderTheNameThatAPeerHadBeforeIsGone() throws Exception {
        bob = request -> new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(records(BOB, 1, 3)));
        assertTrue(query.update(BOB, Scope.ALL));
        bob = request ->
                changes(record(1, BOB).replace("\"bob\"", "\"10.0.0.5\""), key(1, "bob") + ", " + key(2, "bob"));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(1L), known());
        bob = request -> changes("", key(1, "10.0.0.5"));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(), known());
    }

    @Test
    void ownWordsBehindMuchHearsayAreTakenAndNoMoreOfEitherIsKeptThanThereIsRoomFor() throws Exception {
        Told told = new Told(BOB, Scope.ALL, US::equals, LIMITS, any -> {}, room.part(() -> false));
        String answer = list(Stream.of(records(US, 0, 100), records(CID, 100, 200), records(BOB, 200, 300))
                .flatMap(each -> each));
        told.add(read(answer, told));
        assertEquals(2 * (MOST + 1), told.learned().size());
        assertEquals(300, told.seen());
        bob = request -> new Answer(Headers.NONE, answer);
        assertFalse(query.update(BOB, Scope.ALL));
        assertEquals(LongStream.range(200, 200 + MOST).boxed().toList(), known());
        assertEquals(300, query.ask(BOB).size());
    }

    @Test
    void noMoreTextIsKeptThanThereIsRoomFor() throws Exception {
        Told told = new Told(BOB, Scope.ALL, US::equals, LIMITS, any -> {}, room.part(() -> false));
        for (int page = 0; page < 3; page++) {
            told.add(read(list(longRecords(CID, page, 3_000)), told));
            told.add(read(list(longRecords(BOB, page, 3_000)), told));
        }
        // Of either kind the first that there is no room for is seen.
        assertEquals(2 * 3, told.learned().size());
        assertTrue(told.isCut());
    }

    @Test
    void pagesOfLongTextsEndWhereThereIsNoRoomForMore() throws Exception {
        bob = request -> pageOf(list(longRecords(BOB, network.requests().size(), 3_000)));
        assertFalse(query.update(BOB, Scope.ALL));
        assertEquals(2, network.requests().size());
    }

    @Test
    void ownWordsBehindPagesOfMoreHearsayThanThereIsRoomForAreTaken() throws Exception {
        bob = request -> network.requests().size() < 5
                ? pageOf(list(longRecords(CID, network.requests().size(), 3_000)))
                : new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(records(BOB, 500, 501)));
        assertFalse(query.update(BOB, Scope.ALL));
        assertEquals(5, network.requests().size());
        assertTrue(known().contains(500L), () -> known().toString());
    }

    @Test
    void pagesOfWhatDoesNotCountEndWhereTheyAreLongerThanAnyAnswer() throws Exception {
        String path = '"' + "f".repeat(4_096) + '"';
        String page = list(records(US, 0, 1_024).map(each -> each.replace("\"f\"", path)));
        bob = request -> pageOf(page);
        assertFalse(query.update(BOB, Scope.ALL));
        assertEquals(64, network.requests().size());
    }

    private Answer pageOf(String records) {
        return new Answer(
                Headers.of(HeaderNames.NEXT, Integer.toString(network.requests().size()))
                        .with(HeaderNames.ETAG, "\"1\""),
                records);
    }

    private static Stream<String> longRecords(PeerAddress holder, int page, int length) {
        return records(holder, page * 2L, page * 2L + 2)
                .map(each -> each.replace("\"f\"", '"' + "f".repeat(length) + '"'));
    }

    private static RfcAnswer read(String text, Told told) throws IOException {
        return RfcJson.readChangesOrList(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1000, told::wants, told.mostRemoved());
    }

    @Test
    void moreIsGoneThanCanHaveBeenThereSoAllIsAskedForAgain() throws Exception {
        bob = request -> new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(records(BOB, 0, 3)));
        assertTrue(query.update(BOB, Scope.ALL));
        String gone = LongStream.range(0, 1000)
                .mapToObj(number -> "{\"number\": " + number + ", \"hostname\": \"bob\", \"port\": 4002}")
                .collect(Collectors.joining(", "));
        bob = request -> request.headers().first(HeaderNames.SINCE).isPresent()
                ? new Answer(
                        Headers.NONE, "{\"tag\": \"2\", \"full\": false, \"added\": [], \"removed\": [" + gone + "]}")
                : new Answer(Headers.of(HeaderNames.ETAG, "\"2\""), list(records(BOB, 1, 3)));
        assertTrue(query.update(BOB, Scope.ALL));
        assertEquals(List.of(1L, 2L), known());
        assertEquals(3, network.requests().size());
    }

    @Test
    void keysThatAreGoneFromAllThereIsAreNotKept() throws Exception {
        String gone = "\"removed\": [{\"number\": 1, \"hostname\": \"bob\", \"port\": 4002}]";
        Told told = new Told(BOB, Scope.ALL, US::equals, LIMITS, any -> {}, room.part(() -> false));
        for (String text : List.of(
                "{\"tag\": \"1\", \"full\": true, \"added\": [], " + gone + "}",
                "{" + gone + ", \"tag\": \"1\", \"full\": true, \"added\": []}")) {
            assertEquals(List.of(), read(text, told).removed());
            assertEquals(1, read(text.replace("true", "false"), told).removed().size());
        }
    }

    @Test
    void whatHasBeenMergedOrHasFailedTakesNoRoom() throws Exception {
        List<Long> taken = new ArrayList<>();
        bob = request -> {
            taken.add(room.taken());
            return pageOf(list(longRecords(BOB, network.requests().size(), 3_000)));
        };
        query.update(BOB, Scope.LOCAL);
        assertTrue(taken.get(1) > 3_000, () -> "while it is told: " + taken);
        assertEquals(0, room.taken());
        bob = request ->
                network.requests().size() % 2 == 0 ? pageOf(list(records(BOB, 0, 5))) : new Answer(Headers.NONE, "[1]");
        assertThrows(ProtocolViolationException.class, () -> query.update(BOB, Scope.LOCAL));
        assertEquals(0, room.taken());
    }

    /** Others have filled it. */
    @Test
    void whereThereIsNoRoomWhatWasToldBeforeStays() throws Exception {
        bob = request -> new Answer(Headers.of(HeaderNames.ETAG, "\"1\""), list(records(BOB, 0, 3)));
        assertTrue(query.update(BOB, Scope.LOCAL));
        try (TellingRoom.Part others = room.part(() -> false)) {
            while (others.take(1_000)) {
                // Until it is full.
            }
            for (String answer : List.of(
                    list(records(BOB, 3, 9)),
                    "{\"tag\": \"2\", \"full\": false, \"added\": ["
                            + longRecords(BOB, 9, 1_000).findFirst().orElseThrow() + "], \"removed\": []}")) {
                bob = request -> new Answer(Headers.of(HeaderNames.ETAG, "\"2\""), answer);
                P2pdiException crowded = assertThrows(P2pdiException.class, () -> query.update(BOB, Scope.LOCAL));
                assertTrue(crowded.getMessage().contains("no room for that of bob"), crowded.getMessage());
                assertTrue(crowded.mayRetry());
                assertEquals(List.of(0L, 1L, 2L), known());
            }
        }
        bob = request -> new Answer(Headers.NONE, list(records(BOB, 3, 5)));
        assertTrue(query.update(BOB, Scope.LOCAL));
        assertEquals(List.of(3L, 4L), known());
    }

    @Test
    void whoTellsSlowlyHasNoRoomBesideOthersWhoDoAndWhoIsQuickHas() throws Exception {
        try (TellingRoom.Part others = room.part(() -> true)) {
            while (others.take(0)) {
                // Until their half is full.
            }
            bob = request -> new Answer(Headers.NONE, list(records(BOB, 0, 3)));
            assertTrue(query.update(BOB, Scope.LOCAL));
            bob = request -> {
                clock.advance(Duration.ofSeconds(2));
                return new Answer(Headers.NONE, list(records(BOB, 3, 6)));
            };
            assertThrows(P2pdiException.class, () -> query.update(BOB, Scope.LOCAL));
            assertEquals(List.of(0L, 1L, 2L), known());
        }
    }
}
