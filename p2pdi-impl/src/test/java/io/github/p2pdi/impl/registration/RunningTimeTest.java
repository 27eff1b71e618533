package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time does not pass while the process is stopped, and passes as ever while it runs. */
class RunningTimeTest {
    private static final long TICK = Duration.ofMillis(50).toNanos();

    /** A clock that can be stopped with all that waits for it: what was due comes when it goes on. */
    private static final class Stoppable implements TimeSource {
        private final PriorityQueue<Task> tasks = new PriorityQueue<>(Comparator.comparingLong(Task::due));
        private long now = Long.MAX_VALUE - 1_000_000_000L;

        private record Task(long due, Runnable run) {}

        void run(Duration time) {
            long until = now + time.toNanos();
            while (!tasks.isEmpty() && tasks.peek().due - until <= 0) {
                Task task = tasks.remove();
                now = task.due - now > 0 ? task.due : now;
                task.run.run();
            }
            now = until;
        }

        void stop(Duration time) {
            now += time.toNanos();
        }

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            Task scheduled = new Task(now + delay.toNanos(), task);
            tasks.add(scheduled);
            return () -> tasks.remove(scheduled);
        }

        @Override
        public void await(Lock lock, Condition condition, long nanos) {
            throw new UnsupportedOperationException();
        }
    }

    private final Stoppable clock = new Stoppable();
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
        assertEquals(0, time.pausedMillis());
    }

    @ParameterizedTest
    @ValueSource(longs = {250, 600, 1_000, 40_000, 10_800_000})
    void timeThatItIsStoppedDoesNot(long millis) {
        clock.run(Duration.ofMillis(12_345));
        clock.stop(Duration.ofMillis(millis));
        long passed = passed();
        assertTrue(passed <= Duration.ofMillis(12_345).toNanos(), "never too much");
        assertTrue(passed >= Duration.ofMillis(12_345).toNanos() - TICK, "at most a tick too little");
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
        assertEquals(0, clock.tasks.size());
    }
}
