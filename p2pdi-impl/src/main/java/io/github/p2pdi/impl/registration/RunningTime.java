package io.github.p2pdi.impl.registration;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Time without the pauses of the process: {@link #nanos()} stand still while it is stopped, so that nobody's lease ends because nobody could be heard. It
 * looks at the clock twenty times a second and whenever it is asked; where more than a fifth of a second has passed since it looked, the process did not
 * run, and the whole of that is left out. So a lease never ends early, and at most a twentieth of a second late for each pause. Shorter stops count as time.
 * All else is as in the time that it is made of, delays too. The monitor guards the fields.
 */
public final class RunningTime implements TimeSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningTime.class);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();
    private static final long WORTH_TELLING_NANOS = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;
    private long seenAt;
    private long pausedNanos;
    /** What of that has not been told and is worth it. */
    private long untoldNanos;

    private boolean closed;
    private Scheduled tick;

    /** Begins to look at the clock. */
    public RunningTime(TimeSource time) {
        this.time = time;
        seenAt = time.nanos();
        tick = time.schedule(TICK, this::tick);
    }

    @Override
    public synchronized long nanos() {
        long now = time.nanos();
        long gap = now - seenAt;
        long pause = gap > PAUSE_NANOS ? gap : 0;
        pausedNanos += pause;
        untoldNanos += pause >= WORTH_TELLING_NANOS ? pause : 0;
        seenAt = now;
        return now - pausedNanos;
    }

    /** How long the process has not run so far. */
    synchronized Duration paused() {
        return Duration.ofNanos(pausedNanos);
    }

    /** Tells of pauses, too: whoever else asks for the time may have locks that others wait for. */
    private void tick() {
        long untold;
        synchronized (this) {
            long unused = nanos();
            untold = untoldNanos;
            untoldNanos = 0;
            if (!closed) {
                tick = time.schedule(TICK, this::tick);
            }
        }
        if (untold > 0) {
            LOG.info(
                    "the process did not run for {} s; all leases go on as much longer",
                    TimeUnit.NANOSECONDS.toSeconds(untold));
        }
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

    @Override
    public synchronized void close() {
        closed = true;
        tick.cancel();
    }
}
