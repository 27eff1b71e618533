package io.github.p2pdi.impl.index;

import java.util.Arrays;

/** Gives each row of each batch in the ledger a number, its id, by pages that are used again. One thread at a time. */
final class Rows {
    static final int NONE = -1;

    private static final int BITS = 8;
    private static final int PAGE = 1 << BITS;

    private Batch[] batches = new Batch[16];
    /** Which page of its batch a page is. */
    private int[] places = new int[16];

    private int[] free = new int[16];
    private int freeCount;
    private int used;

    void add(Batch batch) {
        int[] pages = new int[(batch.block.rows() + PAGE - 1) / PAGE];
        for (int i = 0; i < pages.length; i++) {
            int page = freeCount > 0 ? free[--freeCount] : fresh();
            pages[i] = page;
            batches[page] = batch;
            places[page] = i;
        }
        batch.pages = pages;
    }

    @SuppressWarnings("NullAway") // A page that is free has no batch, and nobody asks for it.
    void remove(Batch batch) {
        for (int page : batch.pages) {
            batches[page] = null;
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, 2 * freeCount);
            }
            free[freeCount++] = page;
        }
    }

    private int fresh() {
        if (used == batches.length) {
            batches = Arrays.copyOf(batches, 2 * used);
            places = Arrays.copyOf(places, 2 * used);
        }
        return used++;
    }

    static int id(Batch batch, int row) {
        return batch.pages[row >> BITS] << BITS | (row & (PAGE - 1));
    }

    Batch batch(int id) {
        return batches[id >> BITS];
    }

    int row(int id) {
        return places[id >> BITS] << BITS | (id & (PAGE - 1));
    }
}
