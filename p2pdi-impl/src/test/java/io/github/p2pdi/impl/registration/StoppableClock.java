package io.github.p2pdi.impl.registration;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A clock that can be stopped with all that waits for it: what was due comes when it goes on. Its time of day can be set. One thread at a time. */
final class StoppableClock implements TimeSource {
    // Compared by differences, since the nanoseconds overflow after a second.
    private final Comparator<Task> byTime = (one, other) -> Long.compare(one.due - other.due, 0);
    private final PriorityQueue<Task> tasks = new PriorityQueue<>(byTime.thenComparingLong(Task::order));
    private long now = Long.MAX_VALUE - 1_000_000_000L;
    private long scheduled;
    private Instant wall = Instant.EPOCH;

    private record Task(long due, long order, Runnable run) {}

    /** Time passes; what comes due runs. */
    void run(Duration time) {
        long until = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().due - until <= 0) {
            Task task = tasks.remove();
            now = task.due - now > 0 ? task.due : now;
            task.run.run();
        }
        now = until;
        wall = wall.plus(time);
    }

    /** Time passes and nothing runs, as when the process is stopped. */
    void stop(Duration time) {
        now += time.toNanos();
        wall = wall.plus(time);
    }

    /** Somebody sets the time of day. */
    void jumpWall(Duration by) {
        wall = wall.plus(by);
    }

    int pendingTasks() {
        return tasks.size();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant now() {
        return wall;
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        Task later = new Task(now + delay.toNanos(), scheduled++, task);
        tasks.add(later);
        return () -> tasks.remove(later);
    }

    @Override
    public void await(Lock lock, Condition condition, long nanos) {
        throw new UnsupportedOperationException();
    }
}
