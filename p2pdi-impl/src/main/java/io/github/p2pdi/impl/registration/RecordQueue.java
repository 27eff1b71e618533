package io.github.p2pdi.impl.registration;

import org.jspecify.annotations.Nullable;

/** Records in the order in which they were added; a record is in one queue at a time. Guarded by the registry's lock. */
final class RecordQueue {
    /** The one place of the ring that is not a record: the last is before it, the first behind it. */
    private final Place ends = new Place();

    /** Adds a record at the end, taking it out of where it was. */
    void add(PeerRecord record) {
        record.moveBefore(ends);
    }

    @Nullable
    PeerRecord first() {
        return ends.next() instanceof PeerRecord record ? record : null;
    }
}
