package io.github.p2pdi.impl.registration;

import org.jspecify.annotations.Nullable;

/** Records in the order in which they were added; a record is in one queue at a time. Guarded by the registry's lock. */
final class RecordQueue {
    private final Rings rings;
    /** The one place of the ring that is not a record's: the last is before it, the first behind it. */
    private final int ends;

    RecordQueue(Rings rings) {
        this.rings = rings;
        ends = rings.take(null);
    }

    /** Adds a record at the end, taking it out of where it was. */
    void add(PeerRecord record) {
        rings.moveBefore(record.place(), ends);
    }

    @Nullable
    PeerRecord first() {
        return rings.record(rings.next(ends));
    }

    /** It is empty, and nothing will be added any more. */
    void close() {
        rings.free(ends);
    }
}
