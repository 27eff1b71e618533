package io.github.p2pdi.impl.registration;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * What is true of leases, known by who stops the process and so knows for how long it was stopped; and a count of what is seen otherwise. A stop of a fifth of a
 * second or less is no pause (decision 8): a registry may count it as time, so leases that have had it may have ended, and may leave it out, so they
 * need not. Each stop may make a lease longer by the twentieth of a second between two looks at the clock.
 */
final class LeaseTruth {
    private static final long SHORTEST_PAUSE = Duration.ofMillis(200).toNanos();
    private static final long KEPT = Duration.ofDays(30).toNanos();
    private static final int FEW_STOPS = 10;

    private final Map<Integer, Lease> leases = new HashMap<>();

    /** The leases that have not been seen to end. */
    private final Map<Integer, Lease> open = new HashMap<>();

    /** Nanoseconds without pauses, and without any stops. */
    private long unpaused;

    private long running;
    private int stops;

    private long ended;
    private long early;
    private long revived;
    private long worstOfFew;
    private double worstForAStop;

    private static final class Lease {
        long unpausedAtStart;
        long runningAtStart;
        int stopsAtStart;
        long length;
    }

    void ran(Duration time) {
        unpaused += time.toNanos();
        running += time.toNanos();
    }

    void stopped(Duration time) {
        stops++;
        unpaused += time.toNanos() > SHORTEST_PAUSE ? 0 : time.toNanos();
    }

    /** A lease begins, of that length. */
    void begins(int peer, Duration length) {
        Lease lease = leases.computeIfAbsent(peer, any -> new Lease());
        lease.length = length.toNanos();
        lease.unpausedAtStart = unpaused;
        lease.runningAtStart = running;
        lease.stopsAtStart = stops;
        open.put(peer, lease);
    }

    /** A peer has left. */
    void left(int peer) {
        Lease lease = open.remove(peer);
        if (lease != null) {
            lease.length = Math.min(lease.length, unpaused - lease.unpausedAtStart);
        }
    }

    /** How long until a lease ends that has not been seen to end, if nothing is stopped before: the soonest, or zero. */
    Duration untilNextEnd() {
        long soonest = Long.MAX_VALUE;
        for (Lease lease : open.values()) {
            long left = lease.length - (unpaused - lease.unpausedAtStart);
            soonest = left > 0 ? Math.min(soonest, left) : soonest;
        }
        return Duration.ofNanos(soonest == Long.MAX_VALUE ? 0 : soonest);
    }

    /** These are listed, and no others are. */
    void seen(Set<Integer> listed) {
        listed.forEach(this::seenActive);
        for (Iterator<Map.Entry<Integer, Lease>> each = open.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Integer, Lease> entry = each.next();
            if (!listed.contains(entry.getKey())) {
                each.remove();
                countEnd(entry.getValue());
            }
        }
    }

    void seenActive(int peer) {
        Lease lease = open.get(peer);
        if (lease == null) {
            revived++;
            return;
        }
        long late = running - lease.runningAtStart - lease.length;
        if (late > 0) {
            int stopped = stops - lease.stopsAtStart;
            worstOfFew = stopped <= FEW_STOPS ? Math.max(worstOfFew, late) : worstOfFew;
            worstForAStop = Math.max(worstForAStop, (double) late / stopped);
        }
    }

    void seenEnded(int peer) {
        Lease lease = open.remove(peer);
        if (lease != null) {
            countEnd(lease);
        }
    }

    /** The registry does not know a peer any more, which it may 30 days after its lease. */
    void seenForgotten(int peer) {
        seenEnded(peer);
        Lease lease = leases.get(peer);
        if (lease != null && unpaused - lease.unpausedAtStart < lease.length + KEPT) {
            early++;
        }
    }

    private void countEnd(Lease lease) {
        ended++;
        early += unpaused - lease.unpausedAtStart < lease.length ? 1 : 0;
    }

    /** What was seen here and there. */
    LeaseTruth and(LeaseTruth other) {
        LeaseTruth both = new LeaseTruth();
        both.ended = ended + other.ended;
        both.early = early + other.early;
        both.revived = revived + other.revived;
        both.worstOfFew = Math.max(worstOfFew, other.worstOfFew);
        both.worstForAStop = Math.max(worstForAStop, other.worstForAStop);
        return both;
    }

    /** How many leases have been seen to end by themselves. */
    long ended() {
        return ended;
    }

    long early() {
        return early;
    }

    long revived() {
        return revived;
    }

    /** The most that a lease ran longer than it should, of those with at most ten stops in them. */
    double worstSecondsOfFewStops() {
        return worstOfFew / 1e9;
    }

    /** The most that a lease ran longer than it should, for each stop in it; infinite if one did without any. */
    double worstSecondsForAStop() {
        return worstForAStop / 1e9;
    }
}
