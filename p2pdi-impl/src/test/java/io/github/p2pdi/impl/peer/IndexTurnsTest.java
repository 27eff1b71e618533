package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many who ask for what takes long of an index, and who is answered when. */
class IndexTurnsTest {
    private static final PeerAddress SELF = PeerAddress.of("alice", 4001);
    private static final String GREEDY = "192.0.2.1";
    private static final String OTHER = "192.0.2.2";

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);
    private final Deque<Runnable> slowWork = new ArrayDeque<>();
    private boolean closed;
    private final IndexReplies replies = new IndexReplies(index, clock, "epoch", this::later, new Superseded(4 << 20));

    private void later(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        slowWork.add(task);
    }

    @BeforeEach
    void ownMoreThanIsToldAtOnce() {
        own(1_100);
    }

    private void own(int count) {
        index.setOwn(LongStream.range(0, count)
                .mapToObj(number -> new Rfc(number, "T", SELF, "f", OptionalLong.empty(), Optional.empty()))
                .toList());
    }

    private AskedExchange begin(String source, String name, String value) {
        Headers headers = Headers.of("Accept", "application/json").with(name, value);
        AskedExchange exchange = new AskedExchange(new Request("rfcquery", "alice", headers), source);
        replies.answer(exchange);
        return exchange;
    }

    private List<AskedExchange> greedy() {
        List<AskedExchange> greedy = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            greedy.add(begin(GREEDY, "Since", "\"x\""));
        }
        return greedy;
    }

    private void runAll() {
        while (!slowWork.isEmpty()) {
            slowWork.remove().run();
        }
    }

    @Test
    void eachSourceHasItsTurn() {
        List<AskedExchange> greedy = greedy();
        AskedExchange page = begin(OTHER, "Limit", "1050");
        slowWork.remove().run();
        slowWork.remove().run();
        assertTrue(page.isAnswered());
        assertEquals(1, greedy.stream().filter(AskedExchange::isAnswered).count());
        runAll();
        assertTrue(greedy.stream().allMatch(AskedExchange::isAnswered));
    }

    @Test
    void ofOneSourceWhoCameFirstIsServedFirst() {
        AskedExchange first = begin(GREEDY, "Limit", "1050");
        AskedExchange second = begin(GREEDY, "Limit", "1051");
        slowWork.remove().run();
        assertTrue(first.isAnswered());
        assertFalse(second.isAnswered());
    }

    @Test
    void allThereIsIsEncodedOnceForAllWhoseTagIsUnknown() {
        List<AskedExchange> greedy = greedy();
        runAll();
        Body first = greedy.get(0).answer().body();
        greedy.forEach(each -> assertSame(first, each.answer().body()));
        own(1_101);
        AskedExchange later = begin(OTHER, "Since", "\"x\"");
        runAll();
        assertTrue(later.answer().body().size() > first.size());
    }

    @Test
    void whoHasGoneIsNotAnswered() {
        List<AskedExchange> greedy = greedy();
        greedy.forEach(each -> each.end(Exchange.Outcome.PEER_GONE));
        AskedExchange page = begin(GREEDY, "Limit", "1050");
        slowWork.remove().run();
        assertTrue(page.isAnswered());
        runAll();
        assertTrue(greedy.stream().noneMatch(AskedExchange::isAnswered));
    }

    @Test
    void whenThePeerIsClosedWhoComesIsRefusedAndWhoWaitedIsServed() {
        AskedExchange waiting = begin(GREEDY, "Limit", "1050");
        closed = true;
        assertEquals(
                503, begin(GREEDY, "Limit", "1050").answer().head().status().code());
        assertFalse(waiting.isAnswered());
        runAll();
        assertEquals(200, waiting.answer().head().status().code());
    }
}
