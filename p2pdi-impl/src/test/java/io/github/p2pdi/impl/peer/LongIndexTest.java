package io.github.p2pdi.impl.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** rfcquery of an index that is too long to be told within a moment. */
class LongIndexTest {
    private static final PeerAddress SELF = PeerAddress.of("alice", 4001);
    private static final PeerAddress BOB = PeerAddress.of("bob", 4002);

    /** So many records as {@link #rfc} makes them take more than is held for all who ask. */
    private static final int A_LONG_LIST = 60_000;

    /** Of characters that take three bytes each, and escaped six. */
    private static final String LONG_TITLE = "\u2028".repeat(1_024);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);
    private final Deque<Runnable> slowWork = new ArrayDeque<>();
    private final Superseded superseded = new Superseded(4 << 20);
    private final IndexReplies replies = new IndexReplies(index, clock, "epoch", slowWork::add, superseded);

    private static Rfc rfc(long number, PeerAddress holder) {
        return new Rfc(
                number,
                "T\u00eftle \"" + number + '"',
                holder,
                "rfc" + number + ".txt",
                OptionalLong.of(5),
                Optional.empty());
    }

    private void bobTells(int count) {
        bobTells(0, count);
    }

    private void bobTells(int from, int to) {
        index.merge(
                BOB,
                LongStream.range(from, to)
                        .mapToObj(number -> new Learned(rfc(number, BOB), Optional.empty()))
                        .toList());
    }

    private void bobTellsLong(int from, int to) {
        index.merge(
                BOB,
                LongStream.range(from, to)
                        .mapToObj(number -> new Learned(
                                new Rfc(number, LONG_TITLE, BOB, "f", OptionalLong.empty(), Optional.empty()),
                                Optional.empty()))
                        .toList());
    }

    private AskedExchange begin(String... headers) {
        Headers all = Headers.of("Accept", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return begin(all);
    }

    private AskedExchange begin(Headers headers) {
        AskedExchange exchange = new AskedExchange(new Request("rfcquery", "alice", headers));
        replies.answer(exchange);
        return exchange;
    }

    private Response ask(String... headers) {
        AskedExchange exchange = begin(headers);
        slowWork.forEach(Runnable::run);
        slowWork.clear();
        return exchange.answer();
    }

    private static RfcAnswer read(Response response) throws IOException {
        byte[] bytes = new byte[(int) response.body().size()];
        AskedExchange.bytes(response).get(bytes);
        return RfcJson.readChangesOrList(new ByteArrayInputStream(bytes), 1_000_000, any -> true, 1_000_000);
    }

    private static List<Long> numbers(Response response) throws IOException {
        return read(response).added().stream().map(RfcEntry::number).toList();
    }

    private static List<Long> upTo(long count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 20_000, A_LONG_LIST, A_LONG_LIST + 15})
    void allAreTold(int count) throws IOException {
        bobTells(count);
        assertEquals(upTo(count), numbers(ask()));
        RfcAnswer full = read(ask("Since", "\"other-a-1\""));
        assertTrue(full.full());
        assertEquals(upTo(count), full.added().stream().map(RfcEntry::number).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "3000, 1000, 3000",
        "3000, 0, 3001",
        "10000, 0, 11250",
        "1300, 1000, 1300",
        "900, 900, 900",
        "300, 300, 1000"
    })
    void whatHasChangedIsToldUnlessItIsMuch(int count, int from, int to) throws IOException {
        bobTells(0, count);
        String tag = ask().head().headers().first("ETag").orElseThrow();
        bobTells(from, to);
        RfcAnswer changes = read(ask("Since", tag));
        assertFalse(changes.full());
        assertEquals(
                LongStream.range(Math.max(count, from), to).boxed().toList(),
                changes.added().stream().map(RfcEntry::number).toList());
        assertEquals(
                LongStream.range(0, count)
                        .filter(number -> number < from || number >= to)
                        .boxed()
                        .toList(),
                changes.removed().stream().map(RfcAnswer.Key::number).toList());
    }

    @ParameterizedTest
    @CsvSource({"3000, 1001, 3000, 1999", "10000, 0, 11500, 11500", "1300, 1000, 1001, 1", "2000, 0, 0, 0"})
    void moreChangesThanAnEighthOfAllGiveTheWhole(int count, int from, int to, int left) throws IOException {
        bobTells(0, count);
        String tag = ask().head().headers().first("ETag").orElseThrow();
        bobTells(from, to);
        Response answer = ask("Since", tag);
        assertEquals(left, index.size());
        RfcAnswer whole = read(answer);
        assertTrue(whole.full());
        assertEquals(left, whole.added().size());
    }

    @Test
    void whatHasGoneFromALongIndexIsLookedForElsewhere() {
        bobTells(2_000);
        ask();
        index.remove(BOB);
        assertFalse(begin().isAnswered());
        slowWork.remove().run();
        assertTrue(begin().isAnswered());
    }

    @Test
    void recordsThatAreLongAreToldWhole() throws IOException {
        bobTellsLong(0, 1_500);
        List<Response> answers = List.of(
                ask(),
                ask("Limit", "1000"),
                ask("Limit", "1000", "After", "499,4002,tcp,bob"),
                ask("Since", "\"other-a-1\""),
                ask("Title", LONG_TITLE.substring(1000)));
        assertEquals(upTo(1_500), numbers(answers.get(0)));
        assertEquals(upTo(1_000), numbers(answers.get(1)));
        assertEquals(LongStream.range(500, 1_500).boxed().toList(), numbers(answers.get(2)));
        assertEquals(upTo(1_500), numbers(answers.get(3)));
        assertEquals(upTo(1_500), numbers(answers.get(4)));
    }

    @Test
    void pieceIsTheSameWhereverReadingBegins() throws IOException {
        Random random = new Random(Seed.draw("where reading begins"));
        bobTells(A_LONG_LIST);
        Response answer = ask();
        ByteBuffer whole = AskedExchange.bytes(answer);
        Content content = assertInstanceOf(Body.Slice.class, answer.body()).content();
        assertEquals(content.size(), whole.remaining());
        for (int i = 0; i < 300; i++) {
            int from = random.nextInt(whole.remaining());
            ByteBuffer part = ByteBuffer.allocate(1 + random.nextInt(200_000));
            int read = content.read(part, from);
            assertEquals(Math.min(part.capacity(), whole.remaining() - from), read);
            assertEquals(whole.slice(from, read), part.flip());
        }
        assertEquals(-1, content.read(ByteBuffer.allocate(1), content.size()));
    }

    @Test
    void whatTakesLongIsDoneElsewhereAndWhatIsAtHandIsNot() throws IOException {
        bobTells(2_000);
        AskedExchange first = begin();
        assertFalse(first.isAnswered());
        AskedExchange plain = begin(Headers.NONE);
        assertTrue(plain.isAnswered(), "there are no own records");
        slowWork.remove().run();
        String tag = first.answer().head().headers().first("ETag").orElseThrow();
        assertTrue(begin().isAnswered());
        assertTrue(begin("If-None-Match", tag).isAnswered());
        assertTrue(begin("RFC-Number", "7").isAnswered());
        assertTrue(begin("Limit", "10").isAnswered());
        assertFalse(begin("Limit", "1001").isAnswered());
        assertFalse(begin("Title", "8").isAnswered());
        assertFalse(begin("Since", tag).isAnswered());
        bobTells(2_001);
        assertFalse(begin("Limit", "10").isAnswered());
        assertEquals(4, slowWork.size());
    }

    /** One teller can make up as many holders of it as the index has room for. */
    @Test
    void manyHoldersOfOneNumberAreToldElsewhere() throws IOException {
        List<Learned> heard = LongStream.range(1, 1_002)
                .mapToObj(port ->
                        new Learned(rfc(7, PeerAddress.of("made.up", (int) port)), Optional.of(Duration.ofHours(1))))
                .toList();
        index.merge(BOB, heard);
        ask();
        assertFalse(begin("RFC-Number", "7").isAnswered());
        assertTrue(begin("RFC-Number", "7", "Limit", "10").isAnswered());
        assertTrue(begin("RFC-Number", "8").isAnswered());
        assertEquals(1_001, read(ask("RFC-Number", "7")).added().size());
    }

    @Test
    void listOfManyOwnRecordsIsMadeElsewhereOnce() {
        index.setOwn(
                LongStream.range(0, 1_001).mapToObj(number -> rfc(number, SELF)).toList());
        AskedExchange first = begin(Headers.NONE);
        assertFalse(first.isAnswered());
        slowWork.remove().run();
        AskedExchange second = begin(Headers.NONE);
        assertTrue(second.isAnswered());
        assertEquals(AskedExchange.bytes(first.answer()), AskedExchange.bytes(second.answer()));
    }

    @Test
    void nobodyWaitsForEverWhenThePeerIsClosed() {
        IndexReplies closing = new IndexReplies(
                index,
                clock,
                "epoch",
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                superseded);
        bobTells(2_000);
        AskedExchange exchange =
                new AskedExchange(new Request("rfcquery", "alice", Headers.of("Accept", "application/json")));
        closing.answer(exchange);
        assertEquals(503, exchange.answer().head().status().code());
    }

    @ParameterizedTest
    @CsvSource({"0, 7198", "1000, 7197"})
    void timeThatIsToldIsNeverMoreThanIsLeft(int millisLater, int atMost) throws IOException {
        bobTells(2_000);
        clock.advance(Duration.ofMillis(1_500 + millisLater));
        List<RfcEntry> told = read(ask()).added();
        long ttl = told.get(0).ttlSeconds().orElseThrow();
        assertTrue(ttl <= atMost && ttl >= atMost - 1, "ttl " + ttl);
        clock.advance(Duration.ofMillis(999));
        assertTrue(begin().isAnswered(), "good for a second");
        clock.advance(Duration.ofMillis(1));
        assertFalse(begin().isAnswered(), "and no longer");
    }

    @Test
    void pagesAreOfOneOrder() throws IOException {
        bobTells(2_500);
        String after = "";
        StringBuilder seen = new StringBuilder();
        int pages = 0;
        long expected = 0;
        do {
            Response page = after.isEmpty() ? ask("Limit", "999") : ask("Limit", "999", "After", after);
            for (long number : numbers(page)) {
                assertEquals(expected++, number);
            }
            seen.append(UTF_8.decode(AskedExchange.bytes(page)).length()).append(' ');
            after = page.head().headers().first("Next").orElse("");
            pages++;
        } while (!after.isEmpty());
        assertEquals(3, pages, seen.toString());
        assertEquals(2_500, expected);
    }

    /** No asker takes an answer of any length, and a stranger chooses how long records are. */
    @ParameterizedTest
    @CsvSource({"2400, 20000", "3000, 20000", "3000, 2400"})
    void pageEndsWhereItsBytesDo(int count, String limit) throws IOException {
        bobTellsLong(0, count);
        List<Long> told = new ArrayList<>();
        int pages = 0;
        Optional<String> next = Optional.empty();
        do {
            Response page = next.isEmpty() ? ask("Limit", limit) : ask("Limit", limit, "After", next.get());
            assertTrue(page.body().size() <= 9 << 20, page.body().size() + " bytes");
            told.addAll(numbers(page));
            next = page.head().headers().first("Next");
            pages++;
        } while (next.isPresent());
        assertEquals(upTo(count), told);
        assertEquals(count > 2_700 ? 3 : 2, pages);
    }

    @ParameterizedTest
    @CsvSource({"T\u00cfTLE \"77\", 77", "t\u00eftle \"77\", 77", "\"1234\", 1234"})
    void titlesAreSearchedInAnyCase(String text, long number) throws IOException {
        bobTells(2_000);
        assertEquals(List.of(number), numbers(ask("Title", text)));
        assertEquals(List.of(), numbers(ask("Title", text, "RFC-Number", "5")));
        assertEquals(List.of(), numbers(ask("Title", text + " x")));
    }
}
