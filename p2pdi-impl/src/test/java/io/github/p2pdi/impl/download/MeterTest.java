package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeterTest {
    private static final long MILLI = 1_000_000;

    private final Meter meter = new Meter();

    private long run(long from, int millis, int bytesEach) {
        long now = from;
        for (int i = 0; i < millis; i++) {
            now += MILLI;
            meter.add(bytesEach, now);
        }
        return now;
    }

    @Test
    void aSteadyFlowIsMeasuredAsItIs() {
        long now = run(0, 1000, 50);
        assertEquals(50_000, meter.at(now), 1000);
    }

    @Test
    void aChangeIsSeenWithinSeconds() {
        long now = run(run(0, 5000, 50), 6000, 10);
        assertEquals(10_000, meter.at(now), 6000);
    }

    @Test
    void silenceMakesItSlower() {
        long now = run(0, 2000, 50);
        assertTrue(meter.at(now + 3000 * MILLI) < 20_000);
        assertTrue(meter.at(now + 60_000 * MILLI) < 100);
    }

    @Test
    void nothingIsNoRate() {
        assertEquals(0, meter.at(5));
    }
}
