package io.github.p2pdi.impl.conversation;

import java.time.Duration;

/**
 * By when who reads an answer must have taken more of it: some of it within the longest stall, and on the whole no less than a few bytes a second, as one that takes
 * a byte now and then would keep its place for ever. Only the time counts in which it is waited for. Times are those of the time source, in nanoseconds.
 */
final class ReaderPace {
    private static final long LOWEST_BYTES_A_SECOND = 240;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long LOOK_EVERY_NANOS = 10 * SECOND_NANOS;
    private static final long GRACE_NANOS = 5 * SECOND_NANOS;

    private final long stallNanos;
    private long since;
    private long waitedNanos;
    private long lookAfterNanos;
    private long bytes;

    ReaderPace(Duration longestStall) {
        stallNanos = longestStall.toNanos();
    }

    /** {@return by when some of the answer that begins now must have been taken} */
    long begin(long now) {
        waitedNanos = 0;
        bytes = 0;
        lookAfterNanos = LOOK_EVERY_NANOS + GRACE_NANOS;
        return waitsFrom(now);
    }

    /** {@return by when more must have been taken, now that there is more to be taken} */
    long waitsFrom(long now) {
        since = now;
        return now + stallNanos;
    }

    /** There is nothing to be taken, until {@link #waitsFrom}. */
    void pause(long now) {
        waitedNanos += now - since;
    }

    /** {@return by when more must be taken, so much having been; now, if that was too little} */
    long took(int count, long now) {
        waitedNanos += now - since;
        bytes += count;
        if (waitedNanos >= lookAfterNanos) {
            if (bytes < LOWEST_BYTES_A_SECOND * (waitedNanos / SECOND_NANOS)) {
                return now;
            }
            waitedNanos = 0;
            bytes = 0;
            lookAfterNanos = LOOK_EVERY_NANOS;
        }
        return waitsFrom(now);
    }
}
