package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Askers of an index that do not read what they are sent, while the index changes. */
class SlowReadersTest {
    private static final PeerAddress SELF = PeerAddress.of("alice", 4001);
    private static final PeerAddress BOB = PeerAddress.of("bob", 4002);
    private static final Headers ACCEPT = Headers.of("Accept", "application/json");
    private static final int MANY = 10_000;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);
    private final IndexReplies replies =
            new IndexReplies(index, clock, "epoch", Runnable::run, new Superseded(4 << 20));

    private static Rfc rfc(long number, PeerAddress holder) {
        return new Rfc(number, "Title of " + number, holder, "f", OptionalLong.empty(), Optional.empty());
    }

    private static List<Rfc> records(int from, PeerAddress holder) {
        return LongStream.range(from, from + MANY)
                .mapToObj(number -> rfc(number, holder))
                .toList();
    }

    private void bobTells(int from) {
        index.merge(
                BOB,
                records(from, BOB).stream()
                        .map(rfc -> new Learned(rfc, Optional.empty()))
                        .toList());
    }

    private Content ask(Headers headers) {
        AskedExchange exchange = new AskedExchange(new Request("rfcquery", "alice", headers));
        replies.answer(exchange);
        return assertInstanceOf(Body.Slice.class, exchange.answer().body()).content();
    }

    private static int read(Content content) throws IOException {
        return content.read(ByteBuffer.allocate(100), 0);
    }

    /** Each pins all that the index had at its time. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Limit", "Title", "Since"})
    void whoReadsWhatIsLongGoneIsCutShort(String header) throws IOException {
        Headers asked = header.isEmpty() ? ACCEPT : ACCEPT.with(header, header.equals("Limit") ? "5000" : "\"t\"");
        asked = header.equals("Title") ? ACCEPT.with(header, "title") : asked;
        List<Content> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            bobTells(i);
            slow.add(ask(asked));
        }
        assertThrows(IOException.class, () -> read(slow.get(0)));
        assertEquals(100, read(slow.get(8)));
        assertEquals(100, read(slow.get(9)));
    }

    @Test
    void soIsWhoReadsAnOldListOfOwnRecords() throws IOException {
        List<Content> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            index.setOwn(records(i, SELF));
            slow.add(ask(Headers.NONE));
        }
        assertThrows(IOException.class, () -> read(slow.get(0)));
        assertEquals(100, read(slow.get(8)));
    }

    @Test
    void whatNobodyReadsAnyMoreCostsNobodyAnything() throws IOException {
        bobTells(0);
        Content slow = ask(ACCEPT);
        for (int i = 1; i < 10; i++) {
            index.setOwn(List.of(rfc(i, SELF)));
            ask(ACCEPT).close();
        }
        assertEquals(100, read(slow));
    }

    /** Times are told anew each second, of records that are the same. */
    @Test
    void oldTimesAreHeldNoLongerThanThereIsRoom() throws IOException {
        bobTells(0);
        List<Content> slow = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            slow.add(ask(ACCEPT));
            clock.advance(Duration.ofMinutes(1));
        }
        assertThrows(IOException.class, () -> read(slow.get(0)));
        assertEquals(100, read(slow.get(9)));
    }
}
