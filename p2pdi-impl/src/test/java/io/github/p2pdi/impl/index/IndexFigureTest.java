package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.SELF;
import static io.github.p2pdi.impl.index.Said.word;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A million records of a hundred peers. */
@Tag("figure")
class IndexFigureTest {
    private static final int PEERS = 100;
    private static final int OF_ONE = 10_000;
    private static final String[] WORDS =
            ("transfer protocol mail routing security extension host the of for and an internet message format header "
                            + "transport layer network management information base version congestion control multicast address "
                            + "domain name system service requirements applications considerations architecture profile encoding")
                    .split(" ");

    private final Random random = new Random(1);
    private final MergedIndex index = new MergedIndex(new ManualClock(Instant.EPOCH), () -> SELF, IndexLimits.DEFAULT);
    private long titleBytes;

    private List<Learned> answer(int peer) {
        PeerAddress holder = PeerAddress.of("peer" + peer + ".example.org", 4000 + peer);
        List<Learned> answer = new ArrayList<>(OF_ONE);
        for (int i = 0; i < OF_ONE; i++) {
            byte[] sha256 = new byte[32];
            random.nextBytes(sha256);
            long number = (long) peer * OF_ONE / 2 + i;
            answer.add(word(new Rfc(
                    number,
                    title(),
                    holder,
                    "rfc" + number + ".txt",
                    OptionalLong.of(random.nextInt(1_000_000)),
                    Optional.of(Digest.of(sha256)))));
        }
        return answer;
    }

    private String title() {
        StringBuilder title = new StringBuilder();
        for (int i = 4 + random.nextInt(6); i > 0; i--) {
            title.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return title.append(random.nextInt(100_000)).toString();
    }

    @Test
    @Timeout(300)
    void aMillionRecords() {
        long before = usedHeap();
        double[] merges = new double[PEERS];
        for (int peer = 0; peer < PEERS; peer++) {
            List<Learned> answer = answer(peer);
            titleBytes += answer.stream()
                    .mapToLong(each -> each.rfc().title().getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            long begun = System.nanoTime();
            index.merge(answer.get(0).rfc().holder(), answer);
            merges[peer] = (System.nanoTime() - begun) / 1e6;
        }
        assertEquals(PEERS * OF_ONE, index.size());
        double bytes = (usedHeap() - before - titleBytes) / (double) index.size();
        double merge = percentile(Arrays.copyOfRange(merges, PEERS / 2, PEERS), 50);
        double lookup = lookup(List::size);
        double reading = lookup(found -> found.stream()
                .mapToInt(rfc -> rfc.title().length() + rfc.path().length())
                .sum());
        double search = search();
        assertAll(
                Figure.atMost("heap of an index record, of a million, titles apart", bytes, 150, "B")::show,
                Figure.atMost("merge of an answer of 10,000 records, median", merge, 20, "ms")::show,
                Figure.atMost("lookup of a number among a million records, mean", lookup, 1, "us")::show,
                Figure.atMost("lookup and reading of the two records that it finds, mean", reading, 5, "us")::show,
                Figure.atMost("search of two words among a million records, 99th percentile", search, 20, "ms")::show);
    }

    private double lookup(ToIntFunction<List<Rfc>> use) {
        int count = 1_000_000;
        long found = 0;
        long begun = 0;
        for (int i = -count; i < count; i++) {
            begun = i == 0 ? System.nanoTime() : begun;
            found += use.applyAsInt(index.find(Math.floorMod(i * 7_919L, (PEERS + 1) * OF_ONE / 2L)));
        }
        double micros = (System.nanoTime() - begun) / 1e3 / count;
        assertFalse(found == 0);
        return micros;
    }

    private double search() {
        double[] millis = new double[400];
        int found = 0;
        for (int i = -100; i < millis.length; i++) {
            String text = WORDS[random.nextInt(WORDS.length)] + ' ' + WORDS[random.nextInt(WORDS.length)];
            long begun = System.nanoTime();
            found += index.search(text).size();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        assertFalse(found == 0);
        return percentile(millis, 99);
    }

    private static double percentile(double[] values, int percent) {
        Arrays.sort(values);
        return values[Math.min(values.length - 1, values.length * percent / 100)];
    }

    private static long usedHeap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
