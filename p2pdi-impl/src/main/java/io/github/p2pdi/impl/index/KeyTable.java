package io.github.p2pdi.impl.index;

/** Finds the row of hearsay of a number and a holder. */
final class KeyTable extends RowTable {
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private final Rows rows;

    KeyTable(Rows rows) {
        this.rows = rows;
    }

    int find(long number, Party holder) {
        for (int slot = slot(hash(number, holder)); at(slot) != Rows.NONE; slot = next(slot)) {
            int id = at(slot);
            Batch batch = rows.batch(id);
            int row = rows.row(id);
            if (batch.block.number(row) == number && batch.holder(row) == holder) {
                return id;
            }
        }
        return Rows.NONE;
    }

    @Override
    int hash(int id) {
        Batch batch = rows.batch(id);
        int row = rows.row(id);
        return hash(batch.block.number(row), batch.holder(row));
    }

    private int hash(long number, Party holder) {
        return mix(number + holder.serial * MULTIPLIER);
    }
}
