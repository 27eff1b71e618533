package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The index at some moment: its blocks, which nobody changes, and which rows of them had vanished. What is listed of it is put in order once, and each
 * record of a list is made when it is asked for. Safe for concurrent use.
 */
final class Snapshot {
    private static final Comparator<Cursor> BY_KEY = (a, b) -> a.slice.block().compare(a.row, b.slice.block(), b.row);

    private final List<Slice> slices;
    private final int size;
    private final long changes;
    private @Nullable List<Rfc> all;
    private long @Nullable [] order;

    Snapshot(Block own, RecordTable others) {
        slices = new ArrayList<>();
        slices.add(Slice.own(own));
        others.batches().forEach(batch -> slices.add(Slice.of(batch)));
        size = own.rows() + others.size();
        changes = others.changes();
    }

    private Snapshot(Snapshot of) {
        slices = of.slices;
        size = of.size;
        changes = of.changes;
    }

    /** The same without the order of its records, which takes memory. */
    Snapshot unordered() {
        return new Snapshot(this);
    }

    /** Whether the rows of others are still the ones that it was made of. */
    boolean isOf(RecordTable others) {
        return changes == others.changes();
    }

    List<Slice> slices() {
        return slices;
    }

    /** All records, in the order of keys. */
    synchronized List<Rfc> all() {
        List<Rfc> made = all;
        if (made == null) {
            made = new Listed(slices, order());
            all = made;
        }
        return made;
    }

    /** The records of a number: own ones, then holders' own words, then hearsay, each in the order of keys. */
    List<Rfc> numbered(long number) {
        List<Row> own = new ArrayList<>();
        List<Row> words = new ArrayList<>();
        List<Row> hearsay = new ArrayList<>();
        for (Slice slice : slices) {
            Batch batch = slice.batch();
            List<Row> told = batch == null || batch.ownWords ? words : hearsay;
            addNumbered(number, slice, batch == null ? own : told);
        }
        words.sort(null);
        hearsay.sort(null);
        own.addAll(words);
        own.addAll(hearsay);
        return new FoundRecords(own);
    }

    private static void addNumbered(long number, Slice slice, List<Row> found) {
        Block block = slice.block();
        for (int row = block.firstFrom(number); row < block.rows() && block.number(row) == number; row++) {
            if (!slice.gone().get(row)) {
                found.add(new Row(block, row));
            }
        }
    }

    /** Where the records are, in the order of keys: the slice's place in the upper half, the row in the lower. */
    synchronized long[] order() {
        long[] made = order;
        if (made == null) {
            made = merged();
            order = made;
        }
        return made;
    }

    Rfc rfc(long place) {
        return rfc(slices, place);
    }

    Slice slice(long place) {
        return slices.get((int) (place >>> 32));
    }

    private static Rfc rfc(List<Slice> slices, long place) {
        return slices.get((int) (place >>> 32)).block().rfc((int) place);
    }

    /** The rows of each slice are in order already. */
    private long[] merged() {
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(slices.size(), BY_KEY);
        for (int i = 0; i < slices.size(); i++) {
            Cursor cursor = new Cursor(slices.get(i), i);
            if (cursor.advance()) {
                cursors.add(cursor);
            }
        }
        long[] places = new long[size];
        for (int at = 0; at < size; at++) {
            Cursor least = cursors.remove();
            places[at] = (long) least.place << 32 | least.row;
            if (least.advance()) {
                cursors.add(least);
            }
        }
        return places;
    }

    /** A slice on the way to its end. */
    private static final class Cursor {
        private final Slice slice;
        private final int place;
        private int row = -1;

        Cursor(Slice slice, int place) {
            this.slice = slice;
            this.place = place;
        }

        boolean advance() {
            row = slice.gone().nextClearBit(row + 1);
            return row < slice.block().rows();
        }
    }

    private static final class Listed extends AbstractList<Rfc> implements RandomAccess {
        private final List<Slice> slices;
        private final long[] places;

        Listed(List<Slice> slices, long[] places) {
            this.slices = slices;
            this.places = places;
        }

        @Override
        public Rfc get(int index) {
            return rfc(slices, places[index]);
        }

        @Override
        public int size() {
            return places.length;
        }
    }
}
