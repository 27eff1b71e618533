package io.github.p2pdi.impl.index;

import java.util.function.Function;

/** Chains of rows that have something in common. The links lie in the batches. One thread at a time. */
final class Links {
    private final Rows rows;
    private final Function<Batch, int[]> links;

    /**
     * Makes links that lie in these arrays: of each row the id before it, and the one behind it.
     */
    Links(Rows rows, Function<Batch, int[]> links) {
        this.rows = rows;
        this.links = links;
    }

    int behind(int id) {
        return links.apply(rows.batch(id))[2 * rows.row(id) + 1];
    }

    /** Puts a row before the first of a chain. */
    void add(int id, int first) {
        set(id, Rows.NONE, first);
        if (first != Rows.NONE) {
            links.apply(rows.batch(first))[2 * rows.row(first)] = id;
        }
    }

    /** Takes a row out; whether it was the first. */
    boolean remove(int id) {
        int before = links.apply(rows.batch(id))[2 * rows.row(id)];
        int behind = behind(id);
        if (before != Rows.NONE) {
            links.apply(rows.batch(before))[2 * rows.row(before) + 1] = behind;
        }
        if (behind != Rows.NONE) {
            links.apply(rows.batch(behind))[2 * rows.row(behind)] = before;
        }
        return before == Rows.NONE;
    }

    private void set(int id, int before, int behind) {
        int[] of = links.apply(rows.batch(id));
        int row = rows.row(id);
        of[2 * row] = before;
        of[2 * row + 1] = behind;
    }
}
