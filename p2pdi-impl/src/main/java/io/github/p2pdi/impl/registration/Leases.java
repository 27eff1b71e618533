package io.github.p2pdi.impl.registration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which leases run and which have ended, each in the order of their ends. Leases of the same length end in the order in which they were renewed:
 * so there is a queue for each length, a renewal is a move to the end of one, and nothing is ever sorted but what ended since the last look.
 * Guarded by the registry's lock.
 */
final class Leases {
    /** Far enough ahead to be never, near enough for differences of times not to overflow. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final Rings rings = new Rings();
    private final Map<Long, Length> running = new HashMap<>();
    private final RecordQueue ended = new RecordQueue(rings);
    private final Consumer<PeerRecord> onExpiry;

    /** No lease ends before this: renewals only move ends away. */
    private long nextEnd;

    /** {@code onExpiry} is told of each lease that ends by itself, in the order of the ends. */
    Leases(long now, Consumer<PeerRecord> onExpiry) {
        this.onExpiry = onExpiry;
        nextEnd = now + NEVER;
    }

    /** A length that leases have; all that have the same share it. */
    Length length(Duration lease) {
        return length(lease.toNanos());
    }

    private Length length(long nanos) {
        return running.computeIfAbsent(nanos, length -> new Length(length, new RecordQueue(rings)));
    }

    /** Takes up a record; it is in no queue. */
    void add(PeerRecord record) {
        record.place(rings.take(record));
    }

    /** Has no more to do with a record. */
    void remove(PeerRecord record) {
        rings.free(record.place());
    }

    /** Begins a lease anew, of the length that the record has. */
    void renew(PeerRecord record, long now) {
        Length had = record.lease();
        // Not just any of that length: the one whose queue is looked at.
        Length length = had.closed ? length(had.nanos) : had;
        record.heard(now, length);
        length.queue.add(record);
        if (record.endsAt() - nextEnd < 0) {
            nextEnd = record.endsAt();
        }
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
        nextEnd = now + NEVER;
        List<PeerRecord> over = new ArrayList<>();
        for (Iterator<Length> each = running.values().iterator(); each.hasNext(); ) {
            Length length = each.next();
            PeerRecord first = takeEnded(length.queue, now, over);
            if (first == null) {
                length.close();
                each.remove();
            } else if (first.endsAt() - nextEnd < 0) {
                nextEnd = first.endsAt();
            }
        }
        over.sort(Comparator.comparingLong(record -> record.endsAt() - now));
        over.forEach(record -> {
            ended.add(record);
            onExpiry.accept(record);
        });
    }

    /** The record whose lease ended the longest ago, if one has. */
    @Nullable
    PeerRecord longestEnded() {
        return ended.first();
    }

    private static @Nullable PeerRecord takeEnded(RecordQueue queue, long now, List<PeerRecord> over) {
        PeerRecord first = queue.first();
        while (first != null && !first.isActive(now)) {
            queue.removeFirst();
            over.add(first);
            first = queue.first();
        }
        return first;
    }

    /** A length of leases, and those that run and have it. */
    static final class Length {
        final long nanos;
        private final RecordQueue queue;
        /** Whether its queue was found empty, and is looked at no more. */
        private boolean closed;

        private Length(long nanos, RecordQueue queue) {
            this.nanos = nanos;
            this.queue = queue;
        }

        private void close() {
            closed = true;
            queue.close();
        }
    }
}
