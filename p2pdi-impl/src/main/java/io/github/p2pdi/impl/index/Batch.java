package io.github.p2pdi.impl.index;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * A block of records in the ledger: all of a peer's own words, which lapse together, or the hearsay that it told, of which each record lapses by itself
 * and can vanish alone. Equal to itself alone.
 */
final class Batch {
    final Party teller;
    final boolean ownWords;
    final Block block;
    /** Which rows have vanished. */
    final BitSet gone = new BitSet();
    /** Of each row of hearsay, when it lapses. */
    private final long[] lapses;
    /** Tells batches apart that lapse at the same moment. */
    private final long serial;

    /** The pages of row numbers that it has in the table. */
    int[] pages = {};
    /** Of each row, the one before and the one behind it in the chain of its number. */
    int[] byNumber = {};
    /** Of each row of hearsay, the same in the chain of what is heard of its holder. */
    int[] byHolder = {};
    /** Of each of the block's holders, in hearsay. */
    Party[] holders = {};

    int living;
    /** When the first of its rows lapses. */
    long lapsesAt;

    Batch(Party teller, boolean ownWords, Block block, long[] lapses, long lapsesAt, long serial) {
        this.teller = teller;
        this.ownWords = ownWords;
        this.block = block;
        this.lapses = lapses;
        this.lapsesAt = lapsesAt;
        this.living = block.rows();
        this.serial = serial;
    }

    /** The order in which batches lapse; the clock's count may wrap. */
    static int compareByLapse(Batch a, Batch b) {
        int order = Long.signum(a.lapsesAt - b.lapsesAt);
        return order == 0 ? Long.compare(a.serial, b.serial) : order;
    }

    long lapsesAt(int row) {
        return ownWords ? lapsesAt : lapses[row];
    }

    /** When the first of its living rows lapses, none of which has yet. */
    long soonest(long now) {
        long least = Long.MAX_VALUE;
        for (int row = 0; row < lapses.length; row++) {
            if (!gone.get(row)) {
                least = Math.min(least, lapses[row] - now);
            }
        }
        return now + least;
    }

    /** Adds the living rows of hearsay, with the time that is left to each. */
    void addLiving(List<Learned> told, long now) {
        for (int row = 0; row < block.rows(); row++) {
            if (!gone.get(row)) {
                told.add(new Learned(block.rfc(row), Optional.of(Duration.ofNanos(lapses[row] - now))));
            }
        }
    }

    /** Whether its living rows are those of a block. */
    boolean sameLiving(Block other) {
        if (living != other.rows()) {
            return false;
        }
        int at = 0;
        for (int row = gone.nextClearBit(0); row < block.rows(); row = gone.nextClearBit(row + 1)) {
            if (!block.same(row, other, at++)) {
                return false;
            }
        }
        return true;
    }

    Party holder(int row) {
        return ownWords ? teller : holders[block.holderPlace(row)];
    }
}
