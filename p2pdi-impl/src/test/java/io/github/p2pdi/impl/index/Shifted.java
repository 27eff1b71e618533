package io.github.p2pdi.impl.index;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A clock whose count is ahead of another one's. */
record Shifted(TimeSource time, long ahead) implements TimeSource {
    @Override
    public long nanos() {
        return time.nanos() + ahead;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        return time.schedule(delay, task);
    }

    @Override
    public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
        time.await(lock, condition, nanos);
    }
}
