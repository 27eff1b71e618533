package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when a registration is renewed next, and has it done away from the scheduler's thread, one beat at a time: a beat that is due while another
 * runs waits for its end. The monitor guards the fields; the beat is run outside it.
 */
final class BeatTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BeatTimer.class);
    private static final double SPREAD = 0.1;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_WISH = Duration.ofSeconds(120);
    private static final Duration LONGEST = Duration.ofDays(1);
    /** What a server of the base dialect grants, whatever it is asked for. */
    private static final Duration BASE_LEASE = LeaseTerms.DEFAULT.standard();

    private static final Duration SHORTEST_PATIENCE = Duration.ofSeconds(1);

    private final TimeSource time;
    private final RandomGenerator random;
    private final Executor executor;
    private final Runnable beat;
    private final Watchdog timer;
    private final Duration asked;
    private final BackOff backOff;
    private Duration lease;
    private Duration interval;
    private long leaseEndNanos;
    /** How long a lease may be that no answer has told of. */
    private Duration perhaps;
    /** Until when a lease may run that no answer has told of. */
    private long perhapsEndNanos;

    private boolean beating;
    private boolean again;

    BeatTimer(TimeSource time, RandomGenerator random, Executor executor, Duration lease, Runnable beat) {
        this.time = time;
        this.random = random;
        this.executor = executor;
        this.lease = lease;
        asked = lease;
        perhaps = longest(asked, BASE_LEASE);
        this.beat = beat;
        interval = lease.dividedBy(3);
        perhapsEndNanos = time.nanos();
        backOff = new BackOff(random);
        timer = new Watchdog(time, this::beatNow);
    }

    /** A lease was granted: renewed at a third of it, or when the server wants it, though not in the last half. */
    synchronized void granted(Duration granted, Optional<Duration> renewAfter) {
        if (isTold(granted)) {
            lease = granted;
            perhaps = longest(asked, granted);
            perhapsEndNanos = time.nanos();
        } else {
            perhapsGranted();
        }
        interval = bounded(lease.dividedBy(3));
        renewed(renewAfter);
    }

    /** The lease runs anew. */
    synchronized void renewed(Optional<Duration> renewAfter) {
        Duration half = bounded(lease.dividedBy(2));
        interval =
                renewAfter.map(wish -> wish.compareTo(half) < 0 ? wish : half).orElse(interval);
        leaseEndNanos = time.nanos() + TimeSource.nanosIn(lease);
        backOff.reset();
        in(BackOff.spread(interval, SPREAD, random));
    }

    /** A renewal has failed: tries again soon, and at the latest when the next would have been due. */
    synchronized void renewalFailed(Optional<Duration> retryAfter) {
        Duration regular = BackOff.spread(interval, SPREAD, random);
        Duration soon = longer(backOff.next(), retryAfter);
        in(soon.compareTo(regular) < 0 ? soon : regular);
    }

    /** How long a renewal may take: when the next is due, this one has failed. */
    synchronized Duration patience() {
        return interval.compareTo(SHORTEST_PATIENCE) < 0 ? SHORTEST_PATIENCE : interval;
    }

    /** Whether the lease that was granted or renewed last has run out. */
    synchronized boolean isLeaseOver() {
        return time.nanos() - leaseEndNanos >= 0;
    }

    /** A lease may have been granted or renewed just now: no answer came, or one that does not say how long it is. */
    synchronized void perhapsGranted() {
        perhapsGranted(Duration.ZERO);
    }

    /** A lease was granted or renewed, of the length that was told, and is not the one that counts. */
    synchronized void perhapsGranted(Duration told) {
        long end = time.nanos() + TimeSource.nanosIn(isTold(told) ? told : perhaps);
        perhapsEndNanos = end - perhapsEndNanos > 0 ? end : perhapsEndNanos;
    }

    /** Whether no lease can run any more, neither one that was granted nor one that may have been. */
    synchronized boolean isSurelyOver() {
        return isLeaseOver() && time.nanos() - perhapsEndNanos >= 0;
    }

    /** There is no registration to renew: tries again, ever less often. */
    synchronized void registeringFailed(Optional<Duration> retryAfter) {
        in(longer(backOff.next(), retryAfter));
    }

    /** Not before the server wants to be asked again, though no server makes a peer wait for ever. */
    private Duration longer(Duration delay, Optional<Duration> retryAfter) {
        Duration wish =
                retryAfter.filter(after -> after.compareTo(LONGEST_WISH) < 0).orElse(LONGEST_WISH);
        return retryAfter.isPresent() && wish.compareTo(delay) > 0 ? BackOff.after(wish, random) : delay;
    }

    /** Beats as soon as no other beat runs. */
    void beatNow() {
        synchronized (this) {
            if (beating) {
                again = true;
                return;
            }
            beating = true;
        }
        boolean begun = false;
        try {
            executor.execute(this::run);
            begun = true;
        } finally {
            if (!begun) {
                notBegun();
            }
        }
    }

    /** No thread could be had, which may pass. */
    private synchronized void notBegun() {
        beating = false;
        again = false;
        registeringFailed(Optional.empty());
    }

    @Override
    public void close() {
        timer.close();
    }

    private void run() {
        do {
            runOnce();
        } while (isDueAgain());
    }

    /** The one catch-all of the beats: whatever it was, the next one comes. */
    private void runOnce() {
        try {
            beat.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("the registration could not be renewed", e);
            registeringFailed(Optional.empty());
        }
    }

    private synchronized boolean isDueAgain() {
        beating = again;
        again = false;
        return beating;
    }

    private void in(Duration delay) {
        timer.arm(time.nanos() + delay.toNanos());
    }

    /** A lease of zero was not granted but left unsaid. */
    static boolean isTold(Duration lease) {
        return !lease.isZero();
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration bounded(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
    }
}
