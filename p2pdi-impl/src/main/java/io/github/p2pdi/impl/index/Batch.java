package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.Collection;

/**
 * Records that one peer told in one answer and that lapse at the same moment: all of its own words, or hearsay of the same age. Equal to itself
 * alone.
 */
final class Batch {
    final PeerAddress teller;
    final boolean ownWords;
    final long lapsesAt;
    /** A list of own words, which lapse together; a set of hearsay, which can vanish one by one. */
    final Collection<Rfc> records;
    /** Tells batches apart that lapse at the same moment. */
    private final long serial;

    Batch(PeerAddress teller, boolean ownWords, long lapsesAt, Collection<Rfc> records, long serial) {
        this.teller = teller;
        this.ownWords = ownWords;
        this.lapsesAt = lapsesAt;
        this.records = records;
        this.serial = serial;
    }

    /** The order in which batches lapse; the clock's count may wrap. */
    static int compareByLapse(Batch a, Batch b) {
        int order = Long.signum(a.lapsesAt - b.lapsesAt);
        return order == 0 ? Long.compare(a.serial, b.serial) : order;
    }
}
