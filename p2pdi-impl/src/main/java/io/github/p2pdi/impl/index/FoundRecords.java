package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Records that have been found. To make them takes several times as long as to find them, so they are made when the first is asked for, all at once; from
 * then on the blocks that they were in are not held any more. Immutable to those who see it. Safe for concurrent use.
 */
final class FoundRecords extends AbstractList<Rfc> implements RandomAccess {
    private final int size;
    private List<Row> rows;
    private @Nullable List<Rfc> made;

    /** Makes a list of what is in these rows, in that order. */
    FoundRecords(List<Row> rows) {
        this.size = rows.size();
        this.rows = rows;
    }

    @Override
    public Rfc get(int index) {
        return records().get(index);
    }

    @Override
    public int size() {
        return size;
    }

    private synchronized List<Rfc> records() {
        List<Rfc> records = made;
        if (records == null) {
            records = rows.stream().map(Row::rfc).toList();
            made = records;
            rows = List.of();
        }
        return records;
    }
}
