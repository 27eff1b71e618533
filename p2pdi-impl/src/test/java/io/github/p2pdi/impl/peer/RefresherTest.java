package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a peer looks around by itself: all on one thread, with rounds that end when the test says. */
class RefresherTest {
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private final long seed = Long.getLong("p2pdi.seed", System.nanoTime());
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final List<Round> rounds = new ArrayList<>();
    private final Refresher refresher = new Refresher(this::begin, clock, new Random(seed), INTERVAL);

    @BeforeEach
    void start() {
        System.out.println("seed " + seed);
        refresher.start();
    }

    @AfterEach
    void close() {
        refresher.close();
    }

    private Round begin(long nanos) {
        Round round = new Round(nanos);
        rounds.add(round);
        return round;
    }

    private void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    private void endLast() {
        rounds.get(rounds.size() - 1).peers(Set.of());
    }

    @Test
    void firstRoundBeginsAnIntervalAfterTheStartGiveOrTakeATenth() {
        pass(53);
        assertEquals(0, rounds.size());
        pass(14);
        assertEquals(1, rounds.size());
    }

    @Test
    void nextRoundBeginsAnIntervalAfterTheLastBeganGiveOrTakeATenth() {
        pass(67);
        pass(20);
        endLast();
        long sinceBegan = clock.nanos() - rounds.get(0).startedNanos();
        clock.advance(Duration.ofSeconds(53).minusNanos(sinceBegan));
        assertEquals(1, rounds.size());
        pass(14);
        assertEquals(2, rounds.size());
    }

    @Test
    void roundThatTakesLongIsWaitedFor() {
        pass(67);
        pass(1_000);
        assertEquals(1, rounds.size());
        endLast();
        pass(0);
        assertEquals(2, rounds.size());
    }

    @Test
    void roundThatFailsIsNotTheLast() {
        pass(67);
        rounds.get(0).abandon();
        pass(67);
        assertEquals(2, rounds.size());
    }

    @Test
    void intervalsDifferFromOneTimeToTheNext() {
        List<Long> began = new ArrayList<>();
        while (began.size() < 50) {
            clock.advance(Duration.ofMillis(100));
            if (rounds.size() > began.size()) {
                began.add(clock.nanos());
                endLast();
            }
        }
        List<Long> intervals = new ArrayList<>();
        for (int i = 1; i < began.size(); i++) {
            intervals.add(began.get(i) - began.get(i - 1));
        }
        assertTrue(intervals.stream().distinct().count() > 10, () -> "seed " + seed + ": " + intervals);
        long shortest =
                Duration.ofSeconds(54).toNanos() - Duration.ofMillis(100).toNanos();
        long longest = Duration.ofSeconds(66).toNanos() + Duration.ofMillis(100).toNanos();
        assertTrue(
                intervals.stream().allMatch(each -> each >= shortest && each <= longest),
                () -> "seed " + seed + ": " + intervals);
    }

    @Test
    void nothingHappensOnceItIsClosed() {
        pass(67);
        refresher.close();
        endLast();
        pass(1_000);
        assertEquals(1, rounds.size());
    }
}
