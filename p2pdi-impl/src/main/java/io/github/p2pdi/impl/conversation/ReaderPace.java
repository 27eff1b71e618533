package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.runtime.LowestRate;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;

/**
 * By when who reads an answer must have taken more of it: some of it within the longest stall, and on the whole no less than {@link LowestRate}. Times are those of
 * the time source, in nanoseconds.
 */
final class ReaderPace {
    private final long stallNanos;
    private final LowestRate rate = new LowestRate();
    private long since;

    ReaderPace(Duration longestStall) {
        stallNanos = TimeSource.nanosIn(longestStall);
    }

    /** {@return by when some of the answer that begins now must have been taken} */
    long begin(long now) {
        rate.begin();
        return waitsFrom(now);
    }

    /** {@return by when more must have been taken, now that there is more to be taken} */
    long waitsFrom(long now) {
        since = now;
        return now + stallNanos;
    }

    /** There is nothing to be taken, until {@link #waitsFrom}. */
    void pause(long now) {
        rate.waited(now - since);
    }

    /** {@return by when more must be taken, so much having been; now, if that was too little} */
    long took(int count, long now) {
        return rate.moved(count, now - since) ? waitsFrom(now) : now;
    }
}
