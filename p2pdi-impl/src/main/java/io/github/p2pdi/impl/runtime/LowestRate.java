package io.github.p2pdi.impl.runtime;

/**
 * Whether bytes move at all: no fewer than 240 a second over ten seconds or more, after five seconds of grace. Who lets a byte go now and then would else be waited for
 * as long as he likes. Only the time counts in which he is waited for. One thread at a time.
 */
public final class LowestRate {
    /** The fewest bytes a second. */
    public static final long BYTES_A_SECOND = 240;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long LOOK_EVERY_NANOS = 10 * SECOND_NANOS;
    private static final long GRACE_NANOS = 5 * SECOND_NANOS;

    private long graceNanos = GRACE_NANOS;
    private long waitedNanos;
    private long bytes;

    /** Begins anew, with grace. */
    public void begin() {
        graceNanos = GRACE_NANOS;
        waitedNanos = 0;
        bytes = 0;
    }

    /** Adds time in which nothing moved. */
    public void waited(long nanos) {
        waitedNanos += nanos;
    }

    /** Adds bytes that have moved, and the time that was waited for them; false if those are too few by now. */
    public boolean moved(long count, long nanos) {
        waitedNanos += nanos;
        bytes += count;
        long counted = waitedNanos - graceNanos;
        if (counted < LOOK_EVERY_NANOS) {
            return true;
        }
        if (bytes < BYTES_A_SECOND * (counted / SECOND_NANOS)) {
            return false;
        }
        graceNanos = 0;
        waitedNanos = 0;
        bytes = 0;
        return true;
    }

    /** The bytes since it was looked at last. */
    public long bytes() {
        return bytes;
    }

    /** The time that was waited since then. */
    public long waitedSeconds() {
        return waitedNanos / SECOND_NANOS;
    }
}
