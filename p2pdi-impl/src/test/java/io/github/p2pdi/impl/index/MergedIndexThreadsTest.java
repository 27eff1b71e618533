package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.SELF;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MergedIndexThreadsTest {
    private static final int RECORDS = 50;
    private static final int ROUNDS = 300;

    private final MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);

    /** Each answer has one title throughout: a list with two titles of one peer would have seen half an answer. */
    @Test
    void readersSeeWholeAnswersAlone() throws Exception {
        List<PeerAddress> peers =
                IntStream.range(0, 3).mapToObj(i -> Said.peer("peer" + i)).toList();
        List<Callable<Boolean>> work = new ArrayList<>();
        peers.forEach(peer -> work.add(() -> tell(peer)));
        peers.forEach(peer -> work.add(() -> look(peer)));
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Boolean> done : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
                assertTrue(done.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(peers.size() * RECORDS, index.size());
    }

    private boolean tell(PeerAddress peer) {
        for (int round = 0; round < ROUNDS; round++) {
            String title = "Round " + round;
            index.merge(
                    peer,
                    LongStream.range(0, RECORDS)
                            .mapToObj(n -> Said.word(Said.rfc(n, peer, title)))
                            .toList());
        }
        return true;
    }

    private boolean look(PeerAddress peer) {
        for (int round = 0; round < ROUNDS; round++) {
            List<Rfc> seen = index.all().stream()
                    .filter(rfc -> rfc.holder().equals(peer))
                    .toList();
            if (!seen.isEmpty()
                    && (seen.size() != RECORDS
                            || seen.stream().map(Rfc::title).distinct().count() != 1)) {
                return false;
            }
        }
        return true;
    }
}
