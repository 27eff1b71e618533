package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Barks when a moment passes that is moved often. Moving it later costs no timer: the timer that is set already finds that it came too early
 * and sets itself anew. The monitor guards the fields; the bark is called outside it.
 */
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final TimeSource time;
    private final Runnable bark;
    private boolean armed;
    private boolean closed;
    private long deadline;
    private long timerAt;
    private long timersSet;
    private TimeSource.@Nullable Scheduled timer;

    public Watchdog(TimeSource time, Runnable bark) {
        this.time = time;
        this.bark = bark;
    }

    /** Barks once, at that moment, unless it is moved or disarmed before; not at all at {@link Moment#NEVER}. */
    public synchronized void arm(long atNanos) {
        armed = !closed && atNanos != Moment.NEVER;
        deadline = atNanos;
        if (armed && (timer == null || atNanos - timerAt < 0)) {
            setTimer();
        }
    }

    /** Does not bark until armed again. */
    public synchronized void disarm() {
        armed = false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        armed = false;
        cancelTimer();
    }

    /** One that rings all the same finds that it is not meant. */
    private void cancelTimer() {
        TimeSource.Scheduled old = timer;
        timer = null;
        if (old != null) {
            Closer.close(old::cancel);
        }
    }

    private void setTimer() {
        cancelTimer();
        timerAt = deadline;
        long set = ++timersSet;
        try {
            timer = schedule(set);
        } catch (RuntimeException | Error e) {
            LOG.debug("no timer can be set, trying once more", e);
            timer = schedule(set);
        }
    }

    private TimeSource.Scheduled schedule(long set) {
        return time.schedule(Duration.ofNanos(Math.max(0, deadline - time.nanos())), () -> ring(set));
    }

    /** Whether it will ring later. Where nobody can tell the time it barks now, as it might never again. */
    private boolean isEarly() {
        try {
            boolean early = deadline - time.nanos() > 0;
            if (early) {
                setTimer();
            }
            return early;
        } catch (RuntimeException | Error e) {
            return false;
        }
    }

    private void ring(long set) {
        synchronized (this) {
            if (set != timersSet) {
                // Replaced while it waited for the monitor.
                return;
            }
            timer = null;
            if (!armed) {
                return;
            }
            if (isEarly()) {
                return;
            }
            armed = false;
        }
        bark.run();
    }
}
