package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.exchange.CallCounts;
import io.github.p2pdi.impl.runtime.ReachedLimits;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ExchangeHandler;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of a peer by none of its other parts. Safe for concurrent use. */
public final class PeerCounts {
    private final TimeSource time;
    private final ReachedLimits limits;
    private final long begunNanos;
    private final LongAdder requests = new LongAdder();
    private final CallCounts serverCalls = new CallCounts();

    /** Begins to count. */
    public PeerCounts(TimeSource time, ReachedLimits limits) {
        this.time = time;
        this.limits = limits;
        begunNanos = time.nanos();
    }

    /** The same service, whose requests are counted. */
    public ExchangeHandler counting(ExchangeHandler service) {
        return exchange -> {
            requests.increment();
            service.handle(exchange);
        };
    }

    /** What counts the calls to registration servers. */
    public CallCounts serverCalls() {
        return serverCalls;
    }

    ReachedLimits limits() {
        return limits;
    }

    long requests() {
        return requests.sum();
    }

    Duration running() {
        return Duration.ofNanos(time.nanos() - begunNanos);
    }
}
