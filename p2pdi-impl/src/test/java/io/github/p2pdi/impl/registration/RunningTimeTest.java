package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time does not pass while the process is stopped, and passes as ever while it runs. */
class RunningTimeTest {
    private static final long TICK = Duration.ofMillis(50).toNanos();

    private final StoppableClock clock = new StoppableClock();
    private final RunningTime time = new RunningTime(clock);
    private final long start = time.nanos();

    private long passed() {
        return time.nanos() - start;
    }

    @Test
    void timeThatTheProcessRunsPasses() {
        for (int i = 1; i <= 100; i++) {
            clock.run(Duration.ofSeconds(72));
            assertEquals(Duration.ofSeconds(72L * i).toNanos(), passed());
        }
        assertEquals(Duration.ZERO, time.paused());
    }

    @ParameterizedTest
    @ValueSource(longs = {250, 600, 1_000, 40_000, 10_800_000})
    void timeThatItIsStoppedDoesNot(long millis) {
        clock.run(Duration.ofMillis(12_345));
        clock.stop(Duration.ofMillis(millis));
        long passed = passed();
        assertTrue(passed <= Duration.ofMillis(12_345).toNanos(), "never too much");
        assertTrue(passed >= Duration.ofMillis(12_345).toNanos() - TICK, "at most a tick too little");
        assertEquals(Duration.ofMillis(12_345 + millis).minusNanos(passed), time.paused());
        clock.run(Duration.ofSeconds(1));
        assertEquals(passed + Duration.ofSeconds(1).toNanos(), passed());
    }

    @Test
    void shortStopsCountAsTime() {
        clock.run(Duration.ofSeconds(10));
        clock.stop(Duration.ofMillis(149));
        assertEquals(Duration.ofMillis(10_149).toNanos(), passed());
    }

    @Test
    void manyPausesAreNeverCountedShortAndEachAtMostATickLong() {
        long seed = 42;
        Random random = new Random(seed);
        long ran = 0;
        for (int pauses = 1; pauses <= 1000; pauses++) {
            Duration running = Duration.ofMillis(random.nextInt(3000));
            clock.run(running);
            ran += running.toNanos();
            if (random.nextBoolean()) {
                time.nanos();
            }
            clock.stop(Duration.ofMillis(250 + random.nextInt(100_000)));
            long passed = passed();
            assertTrue(passed <= ran, "seed " + seed + ": " + passed + " of " + ran);
            assertTrue(passed >= ran - pauses * TICK, "seed " + seed + ": " + passed + " of " + ran);
        }
    }

    @Test
    void nothingIsScheduledOnceItIsClosed() {
        time.close();
        time.close();
        assertEquals(0, clock.pendingTasks());
    }
}
