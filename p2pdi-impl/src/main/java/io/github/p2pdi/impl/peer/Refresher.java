package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/**
 * Asks around again and again, so that the index is up to date before anybody looks into it: an interval, give or take a tenth, after the last round of it
 * began. So peers that started together do not ask together. One round has to end before the next begins. Safe for concurrent use.
 */
final class Refresher implements AutoCloseable {
    private static final double SPREAD = 0.1;

    private final LongFunction<Round> rounds;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Duration interval;
    private final Watchdog timer;

    /** {@code rounds} gives one that began at a moment or later, {@code interval} is more than zero. Nothing happens before {@link #start}. */
    Refresher(LongFunction<Round> rounds, TimeSource time, RandomGenerator random, Duration interval) {
        this.rounds = rounds;
        this.time = time;
        this.random = random;
        this.interval = interval;
        timer = new Watchdog(time, this::ask);
    }

    void start() {
        arm(time.nanos());
    }

    private void arm(long sinceNanos) {
        double spread = 1 + SPREAD * (2 * random.nextDouble() - 1);
        timer.arm(sinceNanos + (long) (TimeSource.nanosIn(interval) * spread));
    }

    private void ask() {
        Round round = rounds.apply(time.nanos());
        round.onFinish(() -> arm(round.startedNanos()));
    }

    @Override
    public void close() {
        timer.close();
    }
}
