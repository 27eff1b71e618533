package io.github.p2pdi.impl.contract;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Time that jumps with the wall clock: what must last a given time must not go by that. */
public record WallTime(TimeSource time) implements TimeSource {
    @Override
    public long nanos() {
        return Duration.between(Instant.EPOCH, time.now()).toNanos();
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
