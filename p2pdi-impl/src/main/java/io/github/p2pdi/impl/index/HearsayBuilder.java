package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects hearsay in the order of keys. As a rule all of it is known already, so nothing is made before there is some. One thread at a time. */
final class HearsayBuilder {
    private final int mostRows;
    private final long mostBytes;
    private Block.@Nullable Builder block;
    private long[] lapses = {};

    HearsayBuilder(int mostRows, long mostBytes) {
        this.mostRows = mostRows;
        this.mostBytes = mostBytes;
    }

    int rows() {
        return block == null ? 0 : block.rows();
    }

    /** Adds a record, if there is room for its text. */
    boolean add(Rfc rfc, long lapsesAt) {
        if (block == null) {
            block = new Block.Builder(mostRows, mostBytes);
            lapses = new long[mostRows];
        }
        boolean added = block.add(rfc);
        if (added) {
            lapses[block.rows() - 1] = lapsesAt;
        }
        return added;
    }

    Batch build(Party teller, long serial) {
        Block built = block == null ? new Block.Builder(0, 0).build() : block.build();
        return new Batch(teller, false, built, Arrays.copyOf(lapses, built.rows()), 0, serial);
    }
}
