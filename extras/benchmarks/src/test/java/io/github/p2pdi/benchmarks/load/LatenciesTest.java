package io.github.p2pdi.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void thereIsNothingToTellOfNothing() {
        assertEquals(0, latencies.quantile(0.99));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 65, 127, 128, 1_000, 999_999, 123_456_789, Long.MAX_VALUE})
    void oneIsToldAsItIs(long nanos) {
        latencies.add(nanos);
        assertEquals(nanos, latencies.quantile(0.5));
        assertEquals(nanos, latencies.quantile(1));
    }

    @Test
    void quantilesAreNoMoreThanASixtyFourthTooHighAndNeverTooLow() {
        for (long i = 1; i <= 100_000; i++) {
            latencies.add(i);
        }
        for (double part : List.of(0.01, 0.5, 0.9, 0.99, 0.999, 1.0)) {
            double exact = part * 100_000;
            double told = latencies.quantile(part);
            assertTrue(told >= exact && told <= exact * 65 / 64 + 1, () -> told + " for " + exact);
        }
    }

    @Test
    void whatWasClearedDoesNotCount() {
        latencies.add(1_000_000);
        latencies.clear();
        latencies.add(10);
        assertEquals(1, latencies.count());
        assertEquals(10, latencies.quantile(1));
    }
}
