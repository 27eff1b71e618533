package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HolderHealthTest {
    private static final PeerAddress A = PeerAddress.of("127.0.0.1", 1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final HolderHealth health = new HolderHealth(clock);

    @Test
    void oneFailureIsForgiven() {
        health.failed(A);
        assertFalse(health.isLeftAlone(A));
    }

    @Test
    void twoFailuresFarApartAreForgiven() {
        health.failed(A);
        clock.advance(Duration.ofSeconds(31));
        health.failed(A);
        assertFalse(health.isLeftAlone(A));
    }

    @Test
    void twoFailuresInHalfAMinuteCostHalfAMinute() {
        health.failed(A);
        clock.advance(Duration.ofSeconds(30));
        health.failed(A);
        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        assertTrue(health.isLeftAlone(A));
        clock.advance(Duration.ofNanos(1));
        assertFalse(health.isLeftAlone(A));
    }

    @Test
    void eachFurtherFailureDoublesItUpToHalfAnHour() {
        health.failed(A);
        health.failed(A);
        clock.advance(Duration.ofSeconds(30));
        for (int seconds : new int[] {60, 120, 240, 480, 960, 1800, 1800}) {
            assertFalse(health.isLeftAlone(A));
            health.failed(A);
            clock.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertTrue(health.isLeftAlone(A), seconds + " s");
            clock.advance(Duration.ofNanos(1));
        }
    }

    @Test
    void whatFailsWhileItIsLeftAloneCountsOnce() {
        for (int i = 0; i < 9; i++) {
            health.failed(A);
        }
        clock.advance(Duration.ofSeconds(30));
        assertFalse(health.isLeftAlone(A));
    }

    @Test
    void aChunkMakesAllGood() {
        health.failed(A);
        health.failed(A);
        health.delivered(A, 5);
        assertFalse(health.isLeftAlone(A));
        assertEquals(5, health.rate(A));
        health.failed(A);
        assertFalse(health.isLeftAlone(A));
    }
}
