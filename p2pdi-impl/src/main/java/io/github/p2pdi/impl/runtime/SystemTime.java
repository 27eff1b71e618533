package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system's time, with one thread for what is scheduled. Most tasks are deadlines and cancelled long before: so the thread is woken for one only if it would
 * sleep past it, and sleeps on where one is cancelled. The monitor guards what is scheduled; tasks run outside it.
 */
public final class SystemTime implements TimeSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SystemTime.class);

    /** Moments are compared by their difference, as they may overflow. */
    private static final Comparator<Task> BY_MOMENT = (a, b) -> {
        int byMoment = Long.signum(a.dueNanos - b.dueNanos);
        return byMoment != 0 ? byMoment : Long.compare(a.order, b.order);
    };

    private final ScheduledThreadPoolExecutor alarms;
    private final TreeSet<Task> tasks = new TreeSet<>(BY_MOMENT);
    private long scheduled;
    /** Wakes the thread up next. */
    private @Nullable Alarm next;

    public SystemTime() {
        alarms = new ScheduledThreadPoolExecutor(1, Threads.platform("timer"));
        alarms.setRemoveOnCancelPolicy(true);
        alarms.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable work) {
        long now = nanos();
        Task task = new Task(now + Math.max(0, TimeSource.nanosIn(delay)), ++scheduled, work);
        tasks.add(task);
        setAlarm(now);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Unless the thread wakes up in time anyway. */
    private void setAlarm(long now) {
        if (tasks.isEmpty()) {
            return;
        }
        long due = tasks.first().dueNanos;
        if (next == null || due - next.nanos < 0) {
            if (next != null) {
                next.waking.cancel(false);
            }
            try {
                next = new Alarm(due, alarms.schedule(() -> ring(due), due - now, TimeUnit.NANOSECONDS));
            } catch (RejectedExecutionException e) {
                // Closed: whoever asks now is being closed as well.
                tasks.clear();
            }
        }
    }

    private void ring(long nanos) {
        for (Task task = nextDue(); task != null; task = nextDue()) {
            run(task.work);
        }
        synchronized (this) {
            if (next != null && next.nanos == nanos) {
                next = null;
                setAlarm(nanos());
            }
        }
    }

    private synchronized @Nullable Task nextDue() {
        return tasks.isEmpty() || tasks.first().dueNanos - nanos() > 0 ? null : tasks.pollFirst();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's: that is what this method asks of him.
    public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
        if (nanos > 0) {
            condition.awaitNanos(nanos);
        }
    }

    @Override
    public void close() {
        alarms.shutdownNow();
        synchronized (this) {
            tasks.clear();
            next = null;
        }
        try {
            alarms.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The one catch-all for scheduled tasks. */
    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a scheduled task failed", e);
        }
    }

    private record Task(long dueNanos, long order, Runnable work) {}

    private record Alarm(long nanos, Future<?> waking) {}
}
