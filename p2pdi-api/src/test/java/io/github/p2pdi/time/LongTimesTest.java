package io.github.p2pdi.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTimesTest {
    private static final long MOST = Long.MAX_VALUE / 2;

    @Test
    void whatIsShortIsExact() {
        assertEquals(0, TimeSource.nanosIn(Duration.ZERO));
        assertEquals(1_500_000_001, TimeSource.nanosIn(Duration.ofNanos(1_500_000_001)));
        assertEquals(-1_500_000_001, TimeSource.nanosIn(Duration.ofNanos(-1_500_000_001)));
        assertEquals(4_600_000_000_999_999_999L, TimeSource.nanosIn(Duration.ofSeconds(4_600_000_000L, 999_999_999)));
        assertEquals(-4_600_000_000_999_999_999L, TimeSource.nanosIn(Duration.ofSeconds(-4_600_000_001L, 1)));
    }

    @Test
    void whatIsLongIs146Years() {
        assertEquals(MOST, TimeSource.nanosIn(Duration.ofNanos(Long.MAX_VALUE)));
        assertEquals(MOST, TimeSource.nanosIn(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
        assertEquals(-MOST, TimeSource.nanosIn(Duration.ofNanos(Long.MIN_VALUE)));
        assertEquals(-MOST, TimeSource.nanosIn(Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE, Long.MIN_VALUE})
    void aDeadlineMayLieAsFarAheadAsOneLikesWhateverTheTimeIs(long now) {
        Deadline far = Deadline.in(new Standing(now), Duration.ofSeconds(Long.MAX_VALUE));
        assertEquals(MOST, far.nanosLeft());
        assertFalse(far.hasPassed());
        assertEquals(far, far.atMost(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(5, far.atMost(Duration.ofNanos(5)).nanosLeft());
    }

    /** It is always the same time. */
    private record Standing(long nanos) implements TimeSource {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void await(Lock lock, Condition condition, long nanos) {
            throw new UnsupportedOperationException();
        }
    }
}
