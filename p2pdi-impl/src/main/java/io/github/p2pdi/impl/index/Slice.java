package io.github.p2pdi.impl.index;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A block as it was at some moment. Immutable, but for the batch, of which only what never changes may be asked.
 *
 * @param block the records
 * @param gone which of its rows had vanished
 * @param batch where others told it; none for own records
 */
record Slice(Block block, BitSet gone, @Nullable Batch batch) {
    private static final BitSet NONE = new BitSet(0);

    /** What is kept of each row in the ledger's tables. */
    private static final int ROW_BYTES = 24;

    /** How many bytes it keeps from being freed, about. */
    long bytes() {
        return block.bytes() + (batch == null ? 0 : (long) ROW_BYTES * block.rows());
    }

    static Slice own(Block block) {
        return new Slice(block, NONE, null);
    }

    static Slice of(Batch batch) {
        return new Slice(batch.block, batch.gone.isEmpty() ? NONE : (BitSet) batch.gone.clone(), batch);
    }
}
