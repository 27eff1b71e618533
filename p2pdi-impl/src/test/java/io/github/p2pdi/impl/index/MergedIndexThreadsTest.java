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
import java.util.stream.Stream;
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
        run(work);
        assertEquals(peers.size() * RECORDS, index.size());
    }

    /** Records of two peers are heard in one answer, and those of one of them vanish from it. */
    @Test
    void readersSeeAllVanishOrNone() throws Exception {
        index.merge(Said.CID, heard(0));
        run(List.of(this::hearAndForget, () -> lookForHalves(Said.ANN), () -> lookForHalves(Said.BOB)));
    }

    /** Whoever listens is told on one thread while others change what there is. */
    @Test
    void whatIsToldComesToWhatThereIs() throws Exception {
        ExecutorService telling = Executors.newSingleThreadExecutor();
        try {
            Follower follower = new Follower();
            MergedIndex told = new MergedIndex(
                    new ManualClock(Instant.EPOCH),
                    () -> SELF,
                    IndexLimits.DEFAULT,
                    new IndexNews(follower, telling::execute, records -> {}));
            run(IntStream.range(0, 4)
                    .<Callable<Boolean>>mapToObj(i -> () -> comeAndGo(told, i))
                    .toList());
            telling.submit(() -> assertEquals(told.all(), follower.all())).get(60, TimeUnit.SECONDS);
            assertTrue(follower.calls() > 0);
        } finally {
            telling.shutdownNow();
        }
    }

    private static boolean comeAndGo(MergedIndex told, int own) {
        PeerAddress peer = Said.peer("peer" + own);
        for (int round = 0; round < ROUNDS; round++) {
            int first = round % 7;
            told.merge(
                    peer,
                    LongStream.range(0, RECORDS)
                            .mapToObj(n -> Said.word(Said.rfc(first + n, peer, "Round " + n * first % 3)))
                            .toList());
            told.merge(peer, heard(first));
            told.setOwn(List.of(Said.rfc(own, SELF), Said.rfc(10 + first, SELF)));
            if (round % 3 == own % 3) {
                told.remove(round % 2 == 0 ? peer : Said.ANN);
            }
        }
        return true;
    }

    private static List<Learned> heard(int round) {
        return Stream.of(Said.ANN, Said.BOB)
                .flatMap(peer -> LongStream.range(0, RECORDS)
                        .mapToObj(n -> Said.hearsay(Said.rfc(n, peer, "Round " + round), 100)))
                .toList();
    }

    private boolean hearAndForget() {
        for (int round = 0; round < ROUNDS; round++) {
            index.remove(round % 2 == 0 ? Said.ANN : Said.BOB);
            index.merge(Said.CID, heard(round));
        }
        return true;
    }

    private boolean lookForHalves(PeerAddress peer) {
        for (int round = 0; round < ROUNDS; round++) {
            for (List<Rfc> seen : List.of(index.all(), index.search("round"))) {
                long count =
                        seen.stream().filter(rfc -> rfc.holder().equals(peer)).count();
                if (count != 0 && count != RECORDS) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void run(List<Callable<Boolean>> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Boolean> done : threads.invokeAll(work, 60, TimeUnit.SECONDS)) {
                assertTrue(done.get());
            }
        } finally {
            threads.shutdownNow();
        }
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
