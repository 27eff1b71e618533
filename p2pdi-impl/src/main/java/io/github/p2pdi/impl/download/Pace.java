package io.github.p2pdi.impl.download;

import io.github.p2pdi.impl.runtime.Pacer;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/**
 * How fast a download may go: within its own rate, and within that of all downloads together.
 *
 * @param own that of this one
 * @param shared that of all
 */
record Pace(Pacer own, Pacer shared) {
    /** The lower of both. */
    OptionalLong rate() {
        OptionalLong one = own.rate();
        OptionalLong all = shared.rate();
        if (one.isEmpty() || all.isEmpty()) {
            return one.isEmpty() ? all : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), all.getAsLong()));
    }

    /** How many bytes may come now, at least one; waits for it. */
    int take(int wanted) {
        try {
            int granted = own.take(wanted);
            int both = shared.take(granted);
            own.giveBack(granted - both);
            return both;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the download waited for its rate");
        }
    }

    /** Bytes that have not come after all. */
    void giveBack(int unused) {
        if (unused > 0) {
            own.giveBack(unused);
            shared.giveBack(unused);
        }
    }
}
