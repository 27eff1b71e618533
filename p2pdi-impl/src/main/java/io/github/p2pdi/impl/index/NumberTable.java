package io.github.p2pdi.impl.index;

/** Finds the first row of a number's chain. */
final class NumberTable extends RowTable {
    private final Rows rows;

    NumberTable(Rows rows) {
        this.rows = rows;
    }

    int find(long number) {
        for (int slot = slot(mix(number)); at(slot) != Rows.NONE; slot = next(slot)) {
            if (number(at(slot)) == number) {
                return at(slot);
            }
        }
        return Rows.NONE;
    }

    @Override
    int hash(int id) {
        return mix(number(id));
    }

    private long number(int id) {
        return rows.batch(id).block.number(rows.row(id));
    }
}
