package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Says when to see whether a server that is preferred is well again: every three minutes, give or take a fifth, so that those who went together do not
 * come back together. A server that fails soon after the peer has come back is given twice as long the next time. The monitor guards the fields.
 */
final class ReturnTimer implements AutoCloseable {
    private static final Duration FIRST = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final double SPREAD = 0.2;

    private final TimeSource time;
    private final RandomGenerator random;
    private final Watchdog timer;
    private Duration wait = FIRST;
    private boolean hasComeBack;
    private long cameBackNanos;

    ReturnTimer(TimeSource time, RandomGenerator random, Runnable due) {
        this.time = time;
        this.random = random;
        timer = new Watchdog(time, due);
    }

    /** The peer went from one server to another, by their places in the order of preference. */
    synchronized void moved(int from, int to) {
        if (to < from) {
            hasComeBack = true;
            cameBackNanos = time.nanos();
        } else {
            boolean soon = hasComeBack && time.nanos() - cameBackNanos < LONGEST.toNanos();
            wait = soon ? shorter(wait.multipliedBy(2), LONGEST) : FIRST;
        }
        if (to == 0) {
            timer.disarm();
        } else {
            again();
        }
    }

    /** None is well yet. */
    synchronized void again() {
        timer.arm(time.nanos() + BackOff.spread(wait, SPREAD, random).toNanos());
    }

    /** There is nothing to come back from. */
    synchronized void stop() {
        timer.disarm();
    }

    @Override
    public void close() {
        timer.close();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
