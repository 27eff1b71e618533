package io.github.p2pdi.impl;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A clock that goes as another one does, but for what a test changes. */
public class ForwardingTime implements TimeSource {
    private final TimeSource time;

    public ForwardingTime(TimeSource time) {
        this.time = time;
    }

    @Override
    public long nanos() {
        return time.nanos();
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
