package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final AtomicInteger barks = new AtomicInteger();
    private final Watchdog watchdog = new Watchdog(clock, barks::incrementAndGet);

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void barksOnceAtItsMoment() {
        watchdog.arm(seconds(10));
        clock.advance(Duration.ofSeconds(10).minusNanos(1));
        assertEquals(0, barks.get());
        clock.advance(Duration.ofNanos(1));
        assertEquals(1, barks.get());
        clock.advance(Duration.ofDays(1));
        assertEquals(1, barks.get());
    }

    @Test
    void aMomentMovedLaterNeedsNoSecondTimer() {
        watchdog.arm(seconds(10));
        for (int i = 11; i < 20; i++) {
            watchdog.arm(seconds(i));
            assertEquals(1, clock.pendingTasks());
        }
        clock.advance(Duration.ofSeconds(18));
        assertEquals(0, barks.get());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, barks.get());
    }

    @Test
    void aMomentMovedEarlierIsKept() {
        watchdog.arm(seconds(100));
        watchdog.arm(seconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, barks.get());
    }

    @Test
    void disarmedItIsQuiet() {
        watchdog.arm(seconds(1));
        watchdog.disarm();
        clock.advance(Duration.ofSeconds(5));
        assertEquals(0, barks.get());
        watchdog.arm(seconds(6));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, barks.get());
    }

    @Test
    void closedItLeavesNoTimerAndTakesNoMoreMoments() {
        watchdog.arm(seconds(1));
        watchdog.close();
        watchdog.close();
        assertEquals(0, clock.pendingTasks());
        watchdog.arm(seconds(2));
        assertEquals(0, clock.pendingTasks());
    }

    @Test
    void aTimerThatCannotBeSetIsSetAtTheNextMoment() {
        AtomicBoolean failing = new AtomicBoolean();
        Watchdog failed = new Watchdog(
                new ForwardingTime(clock) {
                    @Override
                    public Scheduled schedule(Duration delay, Runnable task) {
                        if (failing.get()) {
                            throw new IllegalStateException("as the test has it");
                        }
                        return super.schedule(delay, task);
                    }
                },
                barks::incrementAndGet);
        failed.arm(seconds(10));
        failing.set(true);
        assertThrows(IllegalStateException.class, () -> failed.arm(seconds(1)));
        failing.set(false);
        failed.arm(seconds(2));
        clock.advance(Duration.ofSeconds(2));
        assertEquals(1, barks.get());
    }

    @Test
    void aTimerThatCannotBeSetOnceIsSetAllTheSame() {
        AtomicBoolean failing = new AtomicBoolean();
        Watchdog failed = new Watchdog(
                new ForwardingTime(clock) {
                    @Override
                    public Scheduled schedule(Duration delay, Runnable task) {
                        if (failing.getAndSet(false)) {
                            throw new IllegalStateException("as the test has it");
                        }
                        return super.schedule(delay, task);
                    }
                },
                barks::incrementAndGet);
        failed.arm(seconds(10));
        failing.set(true);
        failed.arm(seconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, barks.get());
    }

    @Test
    void aTimerThatCannotBeCancelledKeepsItFromNothing() {
        AtomicInteger cancelled = new AtomicInteger();
        Watchdog stuck = new Watchdog(
                new ForwardingTime(clock) {
                    @Override
                    public Scheduled schedule(Duration delay, Runnable task) {
                        Scheduled unused = super.schedule(delay, task);
                        return () -> {
                            cancelled.incrementAndGet();
                            throw new IllegalStateException("as the test has it");
                        };
                    }
                },
                barks::incrementAndGet);
        stuck.arm(seconds(10));
        stuck.arm(seconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(1, barks.get());
        stuck.arm(seconds(2));
        stuck.close();
        stuck.close();
        assertEquals(2, cancelled.get());
        clock.advance(Duration.ofSeconds(10));
        assertEquals(1, barks.get());
    }

    @Test
    void barksWhereNobodyCanTellWhetherItsMomentHasCome() {
        AtomicBoolean failing = new AtomicBoolean();
        Watchdog lost = new Watchdog(
                new ForwardingTime(clock) {
                    @Override
                    public long nanos() {
                        if (failing.getAndSet(false)) {
                            throw new IllegalStateException("as the test has it");
                        }
                        return super.nanos();
                    }
                },
                barks::incrementAndGet);
        lost.arm(seconds(10));
        failing.set(true);
        clock.advance(Duration.ofSeconds(10));
        assertEquals(1, barks.get());
    }
}
