package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;

/**
 * Keeps others from filling a log with what they can do as often as they like: something is told every ten seconds, and how often it has happened since.
 * The monitor guards both fields. Safe for concurrent use.
 */
public final class RareLog implements AutoCloseable {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final TimeSource time;
    private long nextNanos;
    private int untold;

    public RareLog(TimeSource time) {
        this.time = time;
        nextNanos = time.nanos();
    }

    /** Tells, or counts. What is told gets what to put behind it. Never throws: that something cannot be told is no reason not to go on. */
    public void tell(Telling telling) {
        try {
            tellOrThrow(telling);
        } catch (RuntimeException | Error e) {
            // It is not told.
        }
    }

    private void tellOrThrow(Telling telling) {
        int others;
        synchronized (this) {
            if (time.nanos() - nextNanos < 0) {
                untold++;
                return;
            }
            nextNanos = time.nanos() + INTERVAL_NANOS;
            others = untold;
            untold = 0;
        }
        telling.tell(others == 0 ? "" : " (and " + others + " more since the last that was told)");
    }

    @Override
    public void close() {}

    /** Writes one line. */
    @FunctionalInterface
    public interface Telling {
        void tell(String andOthers);
    }
}
