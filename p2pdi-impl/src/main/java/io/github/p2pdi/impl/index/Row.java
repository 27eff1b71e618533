package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;

/**
 * Where a record is. Ordered as keys are.
 *
 * @param block what it is in
 * @param row its row there
 */
record Row(Block block, int row) implements Comparable<Row> {
    long number() {
        return block.number(row);
    }

    Rfc rfc() {
        return block.rfc(row);
    }

    /** Whether both have the same record. */
    boolean isSame(Row other) {
        return block.same(row, other.block, other.row);
    }

    @Override
    public int compareTo(Row other) {
        return block.compare(row, other.block, other.row);
    }
}
