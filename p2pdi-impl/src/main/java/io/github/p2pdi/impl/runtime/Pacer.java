package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.time.TimeSource;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps a flow of bytes to a rate: a bucket of tokens, one a byte, that fills at that rate and holds a tenth of a second's worth.
 * Safe for concurrent use.
 */
public final class Pacer {
    private static final double SECOND = 1e9;
    private static final int PARTS_OF_A_SECOND = 10;

    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private OptionalLong rate;
    private double tokens;
    private long filledAt;

    /** Of so many bytes a second; empty: as fast as it goes. */
    public Pacer(TimeSource time, OptionalLong rate) {
        this.time = time;
        this.rate = rate;
        this.filledAt = time.nanos();
    }

    /** The rate now. */
    public OptionalLong rate() {
        lock.lock();
        try {
            return rate;
        } finally {
            lock.unlock();
        }
    }

    /** Changes the rate, for those too who wait. */
    public void rate(OptionalLong bytesPerSecond) {
        lock.lock();
        try {
            fill();
            rate = bytesPerSecond;
            tokens = Math.min(tokens, most());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes may go now, at most {@code wanted}; waits until it is at least one. What does not go is to be {@linkplain #giveBack given back}. */
    public int take(int wanted) throws InterruptedException {
        lock.lock();
        try {
            for (int granted = grant(wanted); ; granted = grant(wanted)) {
                if (granted > 0) {
                    return granted;
                }
                time.await(lock, changed, Math.max(1, nanosUntil(enough())));
            }
        } finally {
            lock.unlock();
        }
    }

    /** A tenth of what can be saved up, or what is wanted if that is less: all of it, or 0 where it may not go yet. */
    public int tryTake(int wanted) {
        lock.lock();
        try {
            fill();
            int share = share(wanted);
            if (rate.isPresent()) {
                if (tokens < share) {
                    return 0;
                }
                tokens -= share;
            }
            return share;
        } finally {
            lock.unlock();
        }
    }

    /** How long it is until {@link #tryTake} gives something. */
    public long nanosUntil(int wanted) {
        lock.lock();
        try {
            fill();
            int share = share(wanted);
            return rate.isEmpty() || tokens >= share ? 0 : nanosUntil((double) share);
        } finally {
            lock.unlock();
        }
    }

    private int share(int wanted) {
        return rate.isEmpty() ? wanted : (int) Math.min(wanted, enough());
    }

    /** Bytes that were taken and did not go. */
    public void giveBack(int unused) {
        lock.lock();
        try {
            tokens = Math.min(tokens + unused, most());
        } finally {
            lock.unlock();
        }
    }

    private int grant(int wanted) {
        fill();
        if (rate.isEmpty()) {
            return wanted;
        }
        if (tokens < 1) {
            return 0;
        }
        int granted = (int) Math.min(wanted, tokens);
        tokens -= granted;
        return granted;
    }

    /** A tenth of what there can be, so that nobody is woken for single bytes. */
    private double enough() {
        return Math.max(1, most() / PARTS_OF_A_SECOND);
    }

    private long nanosUntil(double some) {
        return (long) Math.ceil((some - tokens) * SECOND / rate.orElse(1));
    }

    private void fill() {
        long now = time.nanos();
        if (rate.isPresent()) {
            tokens = Math.min(tokens + (now - filledAt) / SECOND * rate.getAsLong(), most());
        }
        filledAt = now;
    }

    private double most() {
        return rate.isPresent() ? Math.max(1, rate.getAsLong() / (double) PARTS_OF_A_SECOND) : 0;
    }
}
