package io.github.p2pdi.impl.registration;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after each failure: 1 s, then 1.6 times as long as before, up to 120 s, each ± 20 %. One thread at a time. */
final class BackOff {
    private static final double FIRST_SECONDS = 1;
    private static final double FACTOR = 1.6;
    private static final double MOST_SECONDS = 120;
    private static final double SPREAD = 0.2;

    private final RandomGenerator random;
    private double seconds = FIRST_SECONDS;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        Duration delay = spread(Duration.ofMillis((long) (seconds * 1000)), SPREAD, random);
        seconds = Math.min(MOST_SECONDS, seconds * FACTOR);
        return delay;
    }

    void reset() {
        seconds = FIRST_SECONDS;
    }

    /** As a server wishes, and not before: it counts whole seconds, so up to one more, and a tenth. */
    static Duration after(Duration wish, RandomGenerator random) {
        long most = wish.toNanos() / 10 + 1_000_000_000L;
        return wish.plusNanos((long) (most * random.nextDouble()));
    }

    /** The delay, give or take up to that part of it, so that those who began together do not go on together. */
    static Duration spread(Duration delay, double part, RandomGenerator random) {
        return Duration.ofNanos((long) (TimeSource.nanosIn(delay) * (1 - part + 2 * part * random.nextDouble())));
    }
}
