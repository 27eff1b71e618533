package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualClock clock = new ManualClock(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void standsAtZeroAndAtTheGivenDay() {
        assertEquals(0, clock.nanos());
        assertEquals(START, clock.now());
    }

    @Test
    void bothTimesAdvanceTogether() {
        clock.advance(Duration.ofMillis(1500));

        assertEquals(1_500_000_000L, clock.nanos());
        assertEquals(START.plusMillis(1500), clock.now());
    }

    @Test
    void aJumpChangesTheTimeOfDayAlone() {
        schedule(1);

        clock.jumpWall(Duration.ofDays(-1));
        assertEquals(START.minusSeconds(86400), clock.now());
        clock.jumpWall(Duration.ofDays(2));

        assertEquals(START.plusSeconds(86400), clock.now());
        assertEquals(0, clock.nanos());
        assertEquals(List.of(), ran);
    }

    @Test
    void tasksRunInTheOrderOfTheirTimesAtTheirMoments() {
        schedule(3);
        schedule(1);
        schedule(2);

        clock.advance(Duration.ofSeconds(3));

        assertEquals(List.of("1 at 1", "2 at 2", "3 at 3"), ran);
    }

    @Test
    void aTaskIsNotRunBeforeItsTime() {
        schedule(2);

        clock.advance(Duration.ofSeconds(2).minusNanos(1));
        assertEquals(List.of(), ran);
        clock.advance(Duration.ofNanos(1));

        assertEquals(List.of("2 at 2"), ran);
    }

    @Test
    void tasksOfOneMomentRunInTheOrderOfTheirScheduling() {
        for (int i = 0; i < 20; i++) {
            String name = "task " + i;
            clock.schedule(Duration.ofSeconds(1), () -> ran.add(name));
        }

        clock.advance(Duration.ofSeconds(1));

        assertEquals("task 0", ran.get(0));
        assertEquals("task 19", ran.get(19));
        assertEquals(ran.stream().sorted((a, b) -> number(a) - number(b)).toList(), ran);
    }

    @Test
    void whatATaskSchedulesRunsInTheSameAdvanceIfItIsDue() {
        clock.schedule(Duration.ofSeconds(1), () -> {
            schedule(1);
            schedule(5);
        });

        clock.advance(Duration.ofSeconds(3));

        assertEquals(List.of("1 at 2"), ran);
        assertEquals(1, clock.pendingTasks());
    }

    @Test
    void aDelayOfZeroOrLessIsDueAtOnce() {
        clock.advance(Duration.ofSeconds(7));
        schedule(0);
        schedule(-5);
        assertEquals(List.of(), ran);

        clock.advance(Duration.ZERO);

        assertEquals(List.of("0 at 7", "-5 at 7"), ran);
    }

    @Test
    void aDelayBeyondCountingNeverComes() {
        clock.advance(Duration.ofSeconds(1));
        clock.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("never"));

        clock.advance(Duration.ofDays(36500));

        assertEquals(List.of(), ran);
        assertEquals(1, clock.pendingTasks());
    }

    @Test
    void aCancelledTaskIsNeitherRunNorPending() {
        TimeSource.Scheduled task = clock.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled"));
        schedule(1);

        task.cancel();
        task.cancel();
        assertEquals(1, clock.pendingTasks());
        clock.advance(Duration.ofSeconds(1));
        task.cancel();

        assertEquals(List.of("1 at 1"), ran);
    }

    @Test
    void aTaskCanCancelAnotherOfTheSameMoment() {
        List<TimeSource.Scheduled> other = new ArrayList<>();
        clock.schedule(Duration.ofSeconds(1), () -> other.get(0).cancel());
        other.add(clock.schedule(Duration.ofSeconds(1), () -> ran.add("cancelled")));

        clock.advance(Duration.ofSeconds(1));

        assertEquals(List.of(), ran);
    }

    @Test
    void aTaskThatThrowsIsReportedAndStopsNobody() {
        RuntimeException first = new IllegalStateException("first");
        Error second = new StackOverflowError("second");
        clock.schedule(Duration.ofSeconds(1), () -> {
            throw first;
        });
        clock.schedule(Duration.ofSeconds(2), () -> {
            throw second;
        });
        schedule(3);

        AssertionError reported = assertThrows(AssertionError.class, () -> clock.advance(Duration.ofSeconds(9)));

        assertEquals(first, reported.getCause());
        assertEquals(List.of(second), List.of(reported.getSuppressed()));
        assertEquals(List.of("3 at 3"), ran);
        assertEquals(Duration.ofSeconds(9).toNanos(), clock.nanos());
    }

    @Test
    void timeDoesNotRunBackwards() {
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofNanos(-1)));
    }

    @Test
    void aTaskMustNotAdvanceTheClock() {
        clock.schedule(Duration.ZERO, () -> clock.advance(Duration.ofSeconds(1)));

        AssertionError reported = assertThrows(AssertionError.class, () -> clock.advance(Duration.ZERO));

        assertInstanceOf(IllegalStateException.class, reported.getCause());
        assertEquals(0, clock.nanos());
    }

    @Test
    void whatManyThreadsScheduleWhileTheClockMovesRunsOnceEach() throws InterruptedException {
        int threads = 4;
        int each = 500;
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch scheduling = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            clock.schedule(Duration.ofNanos(n % 7), runs::incrementAndGet);
                        }
                        scheduling.countDown();
                    })
                    .start();
        }

        while (scheduling.getCount() > 0) {
            clock.advance(Duration.ofNanos(1));
        }
        Patience.await(scheduling, "scheduling");
        clock.advance(Duration.ofNanos(7));

        assertEquals(threads * each, runs.get());
        assertEquals(0, clock.pendingTasks());
    }

    private void schedule(int seconds) {
        clock.schedule(Duration.ofSeconds(seconds), () -> ran.add(seconds + " at " + clock.nanos() / 1_000_000_000L));
    }

    private static int number(String task) {
        return Integer.parseInt(task.substring(5));
    }
}
