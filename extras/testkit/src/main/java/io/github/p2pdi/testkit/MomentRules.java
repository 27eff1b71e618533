package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.IndexStage.ANN;
import static io.github.p2pdi.testkit.IndexStage.BOB;
import static io.github.p2pdi.testkit.IndexStage.TELLER;
import static io.github.p2pdi.testkit.IndexStage.rfcs;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.RfcIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Each call sees one moment: somebody tells everything anew all the time, each time under one title, and no answer may have two of them. */
final class MomentRules {
    private static final int NUMBERS = 20;
    private static final int READS = 200;

    private final TaughtIndex taught;
    private final RfcIndex index;

    MomentRules(TaughtIndex taught) {
        this.taught = taught;
        this.index = taught.index();
    }

    void eachCallSeesOneMoment() throws Exception {
        tell(0);
        List<Runnable> readings = List.of(
                () -> assertOneTitle(2 * NUMBERS, index.all(), Rfc::title),
                () -> assertOneTitle(2, index.find(NUMBERS / 2), Rfc::title),
                () -> assertOneTitle(2 * NUMBERS, index.search("Round"), Rfc::title),
                () -> assertOneTitle(NUMBERS, index.documents("Round"), FoundDocument::title),
                () -> assertEquals(2 * NUMBERS, index.size()));
        ExecutorService threads = Executors.newFixedThreadPool(readings.size());
        try {
            List<Future<?>> readers = new ArrayList<>();
            readings.forEach(reading -> readers.add(threads.submit(() -> repeat(reading))));
            for (int round = 1; !readers.stream().allMatch(Future::isDone); round++) {
                tell(round);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            threads.shutdownNow();
            Patience.await(threads, "readers to end");
        }
    }

    private void tell(int round) {
        List<Rfc> records = new ArrayList<>(rfcs(0, NUMBERS, ANN, "Round " + round));
        records.addAll(rfcs(0, NUMBERS, BOB, "Round " + round));
        taught.tell(TELLER, records, Duration.ofHours(1));
    }

    private static void repeat(Runnable reading) {
        for (int i = 0; i < READS; i++) {
            reading.run();
        }
    }

    private static <T> void assertOneTitle(int count, List<T> found, Function<T, String> title) {
        List<String> titles = found.stream().map(title).toList();
        assertEquals(Collections.nCopies(count, titles.isEmpty() ? "" : titles.get(0)), titles);
    }
}
