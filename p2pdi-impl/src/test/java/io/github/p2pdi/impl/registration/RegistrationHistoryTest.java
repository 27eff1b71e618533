package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationHistoryTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SPAN = Duration.ofDays(30).toNanos();

    private final RegistrationHistory history = new RegistrationHistory();

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 123_456_789, Long.MAX_VALUE / 2, Long.MIN_VALUE / 2})
    void countsFor30DaysWhereverTheClockBegan(long origin) {
        history.add(origin);
        assertEquals(1, history.count(origin));
        assertEquals(1, history.count(origin + SPAN - 2_000_000));
        assertEquals(0, history.count(origin + SPAN));
    }

    @Test
    void emptyHistoryCountsNothing() {
        assertEquals(0, history.count(SECOND));
    }

    @Test
    void manyAtTheSameMomentAreAllCounted() {
        for (int i = 0; i < 100_000; i++) {
            history.add(SECOND);
        }
        assertEquals(100_000, history.count(SECOND));
    }

    @Test
    void upTo64RegistrationsEachCountTheirOwnTime() {
        for (int i = 0; i < 64; i++) {
            history.add(i * SECOND);
        }
        for (int i = 0; i < 64; i++) {
            assertEquals(64 - i, history.count(SPAN - SECOND + i * SECOND), "at " + i);
        }
    }

    @Test
    void beyondThatNoneIsLostAndTheClosestShareATime() {
        for (int i = 0; i < 63; i++) {
            history.add(i * 100L * SECOND);
        }
        long last = 62 * 100 * SECOND;
        history.add(last + SECOND);
        history.add(last + 200 * SECOND);
        assertEquals(65, history.count(last + 200 * SECOND));
        assertEquals(
                64,
                history.count(SPAN),
                "the first is a hundred seconds older than the second, and still counts alone");
        assertEquals(3, history.count(SPAN + last - SECOND));
        assertEquals(
                1, history.count(SPAN + last), "the two that were a second apart end together, at the earlier's time");
    }

    @Test
    void steadyRegistrationIsCountedAboutRightForEver() {
        long interval = Duration.ofMinutes(10).toNanos();
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += interval;
            history.add(now);
        }
        int exact = (int) (SPAN / interval);
        int counted = history.count(now);
        assertTrue(counted <= exact && counted > exact * 0.95, counted + " instead of " + exact);
    }
}
