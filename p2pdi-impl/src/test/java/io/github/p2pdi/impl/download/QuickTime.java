package io.github.p2pdi.impl.download;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Time that passes ten times as fast as it does, for what waits in many threads at once. */
final class QuickTime implements TimeSource, AutoCloseable {
    private static final int TIMES = 10;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final long origin = System.nanoTime();

    @Override
    public long nanos() {
        return (System.nanoTime() - origin) * TIMES;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = timer.schedule(task, Math.max(0, delay.toNanos() / TIMES), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's: that is what this method asks of him.
    public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
        if (nanos > 0) {
            condition.awaitNanos(Math.max(1, nanos / TIMES));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
