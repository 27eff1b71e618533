package io.github.p2pdi.impl;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A clock whose count is ahead of another one's. */
public class Shifted implements TimeSource {
    private final TimeSource time;
    private final long ahead;

    public Shifted(TimeSource time, long ahead) {
        this.time = time;
        this.ahead = ahead;
    }

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
