package io.github.p2pdi.impl.runtime;

/** Moments in the nanoseconds of a time source. Those have any origin, and may be negative, so only differences of them are compared. */
public final class Moment {
    /** The one that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private Moment() {}

    /** Whether a moment has come. */
    public static boolean hasCome(long moment, long now) {
        return moment != NEVER && moment - now <= 0;
    }

    /** The first of two. */
    public static long first(long one, long other) {
        if (one == NEVER || other == NEVER) {
            return one == NEVER ? other : one;
        }
        return one - other <= 0 ? one : other;
    }
}
