package io.github.p2pdi.impl.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EndingTest {
    private static final long TAKES_NANOS = 1_000_000;

    /** How long each wait would have been at most. */
    private final List<Long> waits = new ArrayList<>();

    /** Ends a while after it is waited for. */
    private final class Slow implements Ending {
        @Override
        public void shutDown() {}

        @Override
        public boolean awaitEnd(long most, TimeUnit unit) {
            waits.add(unit.toNanos(most));
            for (long from = System.nanoTime(); System.nanoTime() - from < TAKES_NANOS; ) {
                Thread.onSpinWait();
            }
            return true;
        }

        @Override
        public void close() {}
    }

    @Test
    void howeverManyEndOneAfterTheOtherTheyHaveTwoSecondsTogether() {
        Ending.endAll(List.of(new Slow(), new Slow(), new Slow()));
        assertEquals(6, waits.size());
        for (int i = 0; i < 6; i++) {
            long most = 2_000_000_000L - i % 3 * TAKES_NANOS;
            assertTrue(waits.get(i) <= most, waits.get(i) + " ns in wait " + i);
        }
    }
}
