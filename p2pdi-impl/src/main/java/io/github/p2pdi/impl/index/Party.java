package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import org.jspecify.annotations.Nullable;

/** A peer as the ledger knows it: what it said of itself, what it told of others, and what others told of it. Equal to itself alone. */
final class Party {
    final PeerAddress address;
    /** Stands for the address in hashes: nobody outside can choose it. */
    final int serial;
    /** None where it has not spoken for itself; empty where it holds nothing. */
    @Nullable
    Batch words;

    @Nullable
    Batch hearsay;
    /** The first row of hearsay of it, or {@link Rows#NONE}. */
    int heard = Rows.NONE;

    Party(PeerAddress address, int serial) {
        this.address = address;
        this.serial = serial;
    }

    boolean isUnknown() {
        return words == null && hearsay == null && heard == Rows.NONE;
    }
}
