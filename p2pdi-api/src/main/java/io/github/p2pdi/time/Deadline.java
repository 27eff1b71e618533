package io.github.p2pdi.time;

import java.time.Duration;

/**
 * A moment on a {@link TimeSource} by which something must be done.
 *
 * <p>Immutable.
 *
 * @param time the time source that it is measured on
 * @param atNanos the moment, as {@link TimeSource#nanos()} counts
 */
public record Deadline(TimeSource time, long atNanos) {
    /**
     * {@return the deadline that lies this far ahead}
     *
     * @param time the time source to measure on
     * @param ahead how far, 146 years at the most
     */
    public static Deadline in(TimeSource time, Duration ahead) {
        return new Deadline(time, time.nanos() + TimeSource.nanosIn(ahead));
    }

    /** {@return the nanoseconds left; zero or less once it has passed} */
    public long nanosLeft() {
        return atNanos - time.nanos();
    }

    /** {@return whether it has passed} */
    public boolean hasPassed() {
        return nanosLeft() <= 0;
    }

    /**
     * {@return the earlier of this deadline and one that lies that far ahead}
     *
     * @param ahead how far
     */
    public Deadline atMost(Duration ahead) {
        Deadline other = in(time, ahead);
        return other.atNanos - atNanos < 0 ? other : this;
    }
}
