package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.node.PeerStatistics;
import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls and how long they took. Safe for concurrent use. */
public final class CallCounts {
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    void ended(long tookNanos) {
        ended.increment();
        nanos.add(tookNanos);
        longest.accumulate(tookNanos);
    }

    void failed() {
        failed.increment();
    }

    /** What has been counted. */
    public PeerStatistics.Calls now() {
        return new PeerStatistics.Calls(
                ended.sum(), failed.sum(), Duration.ofNanos(nanos.sum()), Duration.ofNanos(longest.get()));
    }
}
