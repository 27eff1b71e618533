package io.github.p2pdi.impl.registration;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;

/**
 * How long the server that is in use has been busy, from the first time that it said so until it has served: a third of the lease is borne, and a minute
 * at the most. The monitor guards the fields.
 */
final class BusySpell {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final TimeSource time;
    private final RegistrationCounts counts;
    private final long longestNanos;
    private long begunNanos;
    private long servedBefore = -1;

    BusySpell(TimeSource time, RegistrationCounts counts, Duration lease) {
        this.time = time;
        this.counts = counts;
        Duration third = lease.dividedBy(3);
        longestNanos = (third.compareTo(LONGEST) < 0 ? third : LONGEST).toNanos();
    }

    /** It has said that it is busy; returns whether it is waited for. */
    synchronized boolean isBorne() {
        long served = counts.registrations.sum() + counts.renewals.sum();
        if (served != servedBefore) {
            servedBefore = served;
            begunNanos = time.nanos();
        }
        return time.nanos() - begunNanos < longestNanos;
    }
}
