package io.github.p2pdi.benchmarks.load;

import java.util.Arrays;

/** Counts how long replies took, in buckets of which each is at most 1/64 wider than the one before: so a quantile is at most that wrong. */
public final class Latencies {
    private static final int STEPS = 64;
    private static final int STEP_BITS = 6;

    private final long[] counts = new long[(Long.SIZE - STEP_BITS) * STEPS];
    private long all;
    private long longest;

    /** Counts one. */
    public void add(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        all++;
        longest = Math.max(longest, nanos);
    }

    /** Forgets all. */
    public void clear() {
        Arrays.fill(counts, 0);
        all = 0;
        longest = 0;
    }

    /** {@return how many there are} */
    public long count() {
        return all;
    }

    /** {@return the nanoseconds that this part of all took at most; 0 where there are none} A part of 1 gives the longest exactly. */
    public long quantile(double part) {
        long wanted = (long) Math.ceil(part * all);
        long seen = 0;
        for (int i = 0; i < counts.length && wanted > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(end(i), longest);
            }
        }
        return longest;
    }

    /** Below 64 a bucket for each, from there on 64 for each power of two. */
    private static int bucket(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        return (shift + 1) * STEPS + (int) (nanos >>> shift) - STEPS;
    }

    private static long end(int bucket) {
        if (bucket < STEPS) {
            return bucket;
        }
        int shift = bucket / STEPS - 1;
        return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
    }
}
