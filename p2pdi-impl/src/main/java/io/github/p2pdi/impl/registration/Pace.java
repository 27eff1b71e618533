package io.github.p2pdi.impl.registration;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;

/**
 * How fast requests are served, measured while some wait, and what follows from it: how many may be let in so that the last one is answered in time,
 * and when those who are not let in have their turn. Turns are handed out one after the other, slower than requests are served: however many are sent
 * away, they come back as fast as they can be taken, with room left for others. The monitor guards the fields but {@code quiet} and {@code perSecond}, which are read
 * without it.
 */
final class Pace {
    /** Clients of the base dialect expect an answer within 500 ms. */
    private static final double IN_TIME_SECONDS = 0.4;

    private static final double AT_FIRST_PER_SECOND = 1000;
    private static final int LEAST_ROOM = 32;
    private static final double PART_FOR_TURNS = 0.8;
    private static final long WINDOW_NANOS = 250_000_000L;
    private static final long SOONEST_NANOS = 1_000_000_000L;
    private static final long LATEST_NANOS = 60_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;

    private final TimeSource time;
    private volatile double perSecond = AT_FIRST_PER_SECOND;
    /** Nobody has waited lately: there is nothing to measure. */
    private volatile boolean quiet = true;

    private long windowNanos;
    private int served;
    private boolean sentAway;
    private long lastTurnNanos;

    Pace(TimeSource time) {
        this.time = time;
        lastTurnNanos = time.nanos();
    }

    /** How many may be inside at once. */
    int room() {
        return Math.max(LEAST_ROOM, (int) (perSecond * IN_TIME_SECONDS));
    }

    /** A request was served; that many are still inside. */
    void served(int inside) {
        if (inside == 0) {
            if (!quiet) {
                quiet = true;
            }
            return;
        }
        measure(inside);
    }

    private synchronized void measure(int inside) {
        long now = time.nanos();
        if (quiet) {
            quiet = false;
            begin(now);
            return;
        }
        served++;
        long nanos = now - windowNanos;
        if (nanos < WINDOW_NANOS) {
            return;
        }
        double measured = served * NANOS_PER_SECOND / nanos;
        boolean late = inside > measured * IN_TIME_SECONDS;
        // Where few come, few are served: that says nothing of how many could be.
        if (measured > perSecond || sentAway || late) {
            perSecond = (perSecond + measured) / 2;
        }
        begin(now);
    }

    private void begin(long now) {
        windowNanos = now;
        served = 0;
        sentAway = false;
    }

    /** Somebody was sent away as too many are inside. */
    synchronized void crowded() {
        sentAway = true;
    }

    /** How long the next one who is sent away shall wait. */
    synchronized Duration turn() {
        long now = time.nanos();
        long soonest = now + SOONEST_NANOS;
        long free = lastTurnNanos - soonest > 0 ? lastTurnNanos : soonest;
        lastTurnNanos = free + (long) (NANOS_PER_SECOND / (perSecond * PART_FOR_TURNS));
        if (lastTurnNanos - now > LATEST_NANOS) {
            // More than can be served by then: the later half of the time is handed out again.
            lastTurnNanos = now + LATEST_NANOS / 2;
        }
        return Duration.ofNanos(lastTurnNanos - now);
    }
}
