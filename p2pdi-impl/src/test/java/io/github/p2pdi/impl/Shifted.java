package io.github.p2pdi.impl;

import io.github.p2pdi.time.TimeSource;

/** A clock whose count is ahead of another one's. */
public final class Shifted extends ForwardingTime {
    private final long ahead;

    public Shifted(TimeSource time, long ahead) {
        super(time);
        this.ahead = ahead;
    }

    @Override
    public long nanos() {
        return super.nanos() + ahead;
    }
}
