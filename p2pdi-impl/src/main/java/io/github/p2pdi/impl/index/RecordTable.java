package io.github.p2pdi.impl.index;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The batches of the ledger, with what finds their rows by number, and those of hearsay by holder as well. One thread at a time. */
final class RecordTable {
    private final @Nullable Untold untold;
    private final Rows rows = new Rows();
    private final Set<Batch> batches = new LinkedHashSet<>();
    private final NumberTable numbers = new NumberTable(rows);
    private final Links byNumber = new Links(rows, batch -> batch.byNumber);
    private final KeyTable keys = new KeyTable(rows);
    private final Links byHolder = new Links(rows, batch -> batch.byHolder);
    private int size;
    private long textBytes;
    private long changes;

    /** Makes an empty one, with what is to know of all that comes and goes. */
    RecordTable(@Nullable Untold untold) {
        this.untold = untold;
    }

    /** Changes whenever a row comes or goes, even if another like it takes its place. */
    long changes() {
        return changes;
    }

    int size() {
        return size;
    }

    /** How many bytes the texts take, also those of rows that have vanished from batches that have not. */
    long textBytes() {
        return textBytes;
    }

    Set<Batch> batches() {
        return batches;
    }

    void add(Batch batch) {
        changes++;
        if (untold != null) {
            untold.comes(batch);
        }
        rows.add(batch);
        batches.add(batch);
        textBytes += batch.block.textBytes();
        size += batch.living;
        batch.byNumber = new int[2 * batch.block.rows()];
        batch.byHolder = new int[batch.ownWords ? 0 : 2 * batch.block.rows()];
        for (int row = 0; row < batch.block.rows(); row++) {
            link(batch, row);
        }
    }

    void remove(Batch batch) {
        changes++;
        if (untold != null) {
            untold.goes(batch);
        }
        for (int row = 0; row < batch.block.rows(); row++) {
            if (!batch.gone.get(row)) {
                unlink(batch, row);
            }
        }
        size -= batch.living;
        textBytes -= batch.block.textBytes();
        batches.remove(batch);
        rows.remove(batch);
    }

    /** Takes one row out of a batch of hearsay. */
    void remove(Batch batch, int row) {
        changes++;
        if (untold != null) {
            untold.thins(batch);
        }
        unlink(batch, row);
        batch.gone.set(row);
        batch.living--;
        size--;
    }

    /** Adds the rows of a number, holders' own words before hearsay, each in the order of keys. */
    void addNumbered(long number, List<Row> found) {
        List<Row> words = new ArrayList<>();
        List<Row> hearsay = new ArrayList<>();
        for (int id = numbers.find(number); id != Rows.NONE; id = byNumber.behind(id)) {
            Batch batch = rows.batch(id);
            (batch.ownWords ? words : hearsay).add(new Row(batch.block, rows.row(id)));
        }
        words.sort(null);
        hearsay.sort(null);
        found.addAll(words);
        found.addAll(hearsay);
    }

    /** The ids of the rows that are heard of a holder. */
    List<Integer> heardOf(Party holder) {
        List<Integer> ids = new ArrayList<>();
        for (int id = holder.heard; id != Rows.NONE; id = byHolder.behind(id)) {
            ids.add(id);
        }
        return ids;
    }

    /** The id of what is heard of a holder with that number, or {@link Rows#NONE}. */
    int heard(long number, Party holder) {
        return keys.find(number, holder);
    }

    Batch batch(int id) {
        return rows.batch(id);
    }

    int row(int id) {
        return rows.row(id);
    }

    private void link(Batch batch, int row) {
        int id = Rows.id(batch, row);
        int first = numbers.find(batch.block.number(row));
        byNumber.add(id, first);
        if (first == Rows.NONE) {
            numbers.add(id);
        } else {
            numbers.replace(first, id);
        }
        if (!batch.ownWords) {
            Party holder = batch.holder(row);
            byHolder.add(id, holder.heard);
            holder.heard = id;
            keys.add(id);
        }
    }

    private void unlink(Batch batch, int row) {
        int id = Rows.id(batch, row);
        int behind = byNumber.behind(id);
        if (byNumber.remove(id)) {
            if (behind == Rows.NONE) {
                numbers.remove(id);
            } else {
                numbers.replace(id, behind);
            }
        }
        if (!batch.ownWords) {
            keys.remove(id);
            Party holder = batch.holder(row);
            int next = byHolder.behind(id);
            if (byHolder.remove(id)) {
                holder.heard = next;
            }
        }
    }
}
