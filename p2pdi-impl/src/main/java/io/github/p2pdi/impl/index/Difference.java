package io.github.p2pdi.impl.index;

import io.github.p2pdi.node.PeerListener;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What has gone out of the index and what has come into it. As a rule most of what a peer says is what it has said before, in other blocks, and that is no change.
 *
 * @param gone the rows that are not there any more
 * @param come the rows that were not there before
 */
record Difference(List<Part> gone, List<Part> come) {
    static final Difference NONE = new Difference(List.of(), List.of());

    /** Tells a listener, if there is any difference. */
    void tell(PeerListener listener) {
        List<Row> before = rows(gone);
        List<Row> now = rows(come);
        List<Row> removed = new ArrayList<>();
        List<Row> added = new ArrayList<>();
        int at = 0;
        for (Row row : before) {
            while (at < now.size() && now.get(at).compareTo(row) < 0) {
                added.add(now.get(at++));
            }
            if (at < now.size() && now.get(at).isSame(row)) {
                at++;
            } else {
                removed.add(row);
            }
        }
        added.addAll(now.subList(at, now.size()));
        if (!added.isEmpty() || !removed.isEmpty()) {
            listener.indexChanged(new FoundRecords(added), new FoundRecords(removed));
        }
    }

    /** All of them, in the order of keys. */
    private static List<Row> rows(List<Part> parts) {
        List<Row> rows = new ArrayList<>();
        for (Part part : parts) {
            part.rows().stream().forEach(row -> rows.add(new Row(part.block(), row)));
        }
        rows.sort(null);
        return rows;
    }

    /**
     * Some rows of a block.
     *
     * @param block the block
     * @param rows which
     */
    record Part(Block block, BitSet rows) {
        /** All rows but some. */
        static Part without(Block block, BitSet some) {
            BitSet rows = new BitSet(block.rows());
            rows.set(0, block.rows());
            rows.andNot(some);
            return new Part(block, rows);
        }
    }
}
