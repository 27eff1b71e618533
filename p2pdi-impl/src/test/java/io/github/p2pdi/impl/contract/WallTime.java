package io.github.p2pdi.impl.contract;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Time that jumps with the wall clock: what must last a given time must not go by that. */
public final class WallTime extends ForwardingTime {
    public WallTime(TimeSource time) {
        super(time);
    }

    @Override
    public long nanos() {
        return Duration.between(Instant.EPOCH, now()).toNanos();
    }
}
