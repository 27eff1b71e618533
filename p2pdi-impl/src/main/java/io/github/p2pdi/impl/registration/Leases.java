package io.github.p2pdi.impl.registration;

import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which leases run and which have ended, the latter in the order of their ends. Renewals are by far the most frequent of all that happens, and most leases are
 * renewed twice before they would end: so a renewal moves nothing. A lease waits where the end that it had belongs, in one of the seconds to come; it is looked at
 * when that second begins, and waits on where its end belongs then. Only the leases that end within a second are sorted.
 * Guarded by the registry's lock.
 */
final class Leases {
    /** Far enough ahead to be never, near enough for differences of times not to overflow. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    /** A second has so many bits of nanoseconds, nearly. */
    private static final int SECOND_BITS = 30;

    private final Rings rings = new Rings();
    /** By the seconds since {@link #origin} that have not begun. */
    private final TreeMap<Long, RecordQueue> later = new TreeMap<>();
    /** Those that waited for a second which has begun. Some of them have ended otherwise, or have begun anew. */
    private final PriorityQueue<Due> due = new PriorityQueue<>();

    private final RecordQueue ended = new RecordQueue(rings);
    private final Consumer<PeerRecord> onExpiry;
    private final long origin;
    /** How many have come to {@link #due}. */
    private long waits;

    /** No lease ends before this: renewals only move ends away. */
    private long nextEnd;

    /** {@code onExpiry} is told of each lease that ends by itself, in the order of the ends. */
    Leases(long now, Consumer<PeerRecord> onExpiry) {
        this.onExpiry = onExpiry;
        origin = now;
        nextEnd = now + NEVER;
    }

    /** Takes up a record; it is in no queue. */
    void add(PeerRecord record) {
        record.place(rings.take(record));
    }

    /** Has no more to do with a record, whose lease does not run. */
    void remove(PeerRecord record) {
        rings.free(record.place());
    }

    /** Begins a lease anew, of the length that the record has. All leases that ended before are settled. */
    void renew(PeerRecord record, long now) {
        boolean waitsAlready = record.isRunning() && record.endsAt() - now <= record.leaseNanos();
        // First, as there may be no memory to have it wait.
        if (!waitsAlready) {
            put(record, now + record.leaseNanos(), now);
        }
        record.heard(now);
    }

    /** Ends a lease that runs. All leases that ended before are settled, which keeps the order. */
    void end(PeerRecord record, long now) {
        record.end(now);
        ended.add(record);
    }

    /** Moves what has ended by now to where the ended ones are. Usually that is nothing, and known without a look. */
    void settle(long now) {
        if (now - nextEnd < 0) {
            return;
        }
        beginSeconds(now);
        for (Due first = due.peek(); first != null && first.end - now <= 0; first = due.peek()) {
            due.remove();
            settle(first, now);
        }
        Due first = due.peek();
        nextEnd = first == null ? now + NEVER : first.end;
        if (!later.isEmpty()) {
            expect(origin + (later.firstKey() << SECOND_BITS));
        }
    }

    private void beginSeconds(long now) {
        for (Map.Entry<Long, RecordQueue> first = later.firstEntry();
                first != null && first.getKey() <= second(now);
                first = later.firstEntry()) {
            RecordQueue queue = first.getValue();
            for (PeerRecord record = queue.first(); record != null; record = queue.first()) {
                put(record, record.endsAt(), now);
            }
            later.remove(first.getKey());
            queue.close();
        }
    }

    private void settle(Due wait, long now) {
        PeerRecord record = wait.record;
        if (record.isRunning() && record.endsAt() == wait.end) {
            ended.add(record);
            onExpiry.accept(record);
        } else if (record.isRunning()) {
            put(record, record.endsAt(), now);
        }
    }

    /** Has it wait where an end belongs, and nowhere else. */
    private void put(PeerRecord record, long end, long now) {
        long second = second(end);
        if (second > second(now)) {
            later.computeIfAbsent(second, any -> new RecordQueue(rings)).add(record);
            expect(origin + (second << SECOND_BITS));
        } else {
            due.add(new Due(end, waits++, record));
            rings.takeOut(record.place());
            expect(end);
        }
    }

    private void expect(long end) {
        if (end - nextEnd < 0) {
            nextEnd = end;
        }
    }

    private long second(long nanos) {
        return (nanos - origin) >> SECOND_BITS;
    }

    /** The record whose lease ended the longest ago, if one has. */
    @Nullable
    PeerRecord longestEnded() {
        return ended.first();
    }

    /** A record whose lease ends then, if it has not been renewed. Those that end at the same time do so in the order in which they began to wait. */
    private record Due(long end, long order, PeerRecord record) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return end == other.end ? Long.compare(order, other.order) : Long.signum(end - other.end);
        }
    }
}
