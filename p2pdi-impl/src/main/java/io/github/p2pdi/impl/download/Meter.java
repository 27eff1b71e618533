package io.github.p2pdi.impl.download;

/** How fast bytes come: an average in which what is three seconds old counts a third. One thread at a time. */
final class Meter {
    private static final double MEMORY_NANOS = 3e9;
    private static final long STEP_NANOS = 100_000_000L;

    private double rate;
    private long since;
    private long pending;
    private boolean begun;
    private boolean settled;

    /** So many bytes have come. */
    void add(long bytes, long now) {
        if (!begun) {
            begun = true;
            since = now;
        }
        pending += bytes;
        if (now - since >= STEP_NANOS) {
            rate = at(now);
            settled = true;
            since = now;
            pending = 0;
        }
    }

    /** Bytes a second. */
    double at(long now) {
        long passed = now - since;
        if (!begun || passed <= 0 || (!settled && passed < STEP_NANOS)) {
            return rate;
        }
        double latest = pending * 1e9 / passed;
        if (!settled) {
            return latest;
        }
        double old = Math.exp(-passed / MEMORY_NANOS);
        return rate * old + latest * (1 - old);
    }
}
