package io.github.p2pdi.impl.download;

import io.github.p2pdi.node.Download;
import java.util.concurrent.atomic.LongAdder;

/** Counts how downloads end. Safe for concurrent use. */
final class DownloadCounts {
    final LongAdder done = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder cancelled = new LongAdder();

    /** One has moved to a state, in which it has not been before. */
    void moved(Download.State to) {
        switch (to) {
            case DONE -> done.increment();
            case FAILED -> failed.increment();
            case CANCELLED -> cancelled.increment();
            default -> {
                // It goes on.
            }
        }
    }
}
