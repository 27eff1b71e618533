package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.node.LimitCounts;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Counts what is refused because a limit is reached, and tells of each limit once a second at most: others can run into them as often as they like.
 * Safe for concurrent use.
 */
public final class ReachedLimits {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final TimeSource time;
    private final Consumer<Runnable> events;
    private final ObjLongConsumer<Limit> listener;
    private final Map<Limit, Count> counts = new EnumMap<>(Limit.class);

    /**
     * Makes one that has counted nothing.
     *
     * @param events calls the listener, away from here
     * @param listener is told how often a limit has been reached so far
     */
    public ReachedLimits(TimeSource time, Consumer<Runnable> events, ObjLongConsumer<Limit> listener) {
        this.time = time;
        this.events = events;
        this.listener = listener;
        for (Limit limit : Limit.values()) {
            counts.put(limit, new Count(time.nanos()));
        }
    }

    /** Something was refused, or so many things. */
    public void reached(Limit limit, long times) {
        Count count = count(limit);
        count.times.add(times);
        long now = time.nanos();
        long due = count.dueNanos.get();
        if (now - due >= 0 && count.dueNanos.compareAndSet(due, now + INTERVAL_NANOS)) {
            // Summed up when it is told, so that it never becomes less from one event to the next.
            events.accept(() -> listener.accept(limit, count.times.sum()));
        }
    }

    /** How often limits have been reached. */
    public LimitCounts counts() {
        Map<Limit, Long> now = new EnumMap<>(Limit.class);
        counts.forEach((limit, count) -> now.put(limit, count.times.sum()));
        return new LimitCounts(now);
    }

    private Count count(Limit limit) {
        Count count = counts.get(limit);
        if (count == null) {
            throw new IllegalArgumentException("no limit: " + limit);
        }
        return count;
    }

    private static final class Count {
        private final LongAdder times = new LongAdder();
        /** From when on it may be told again. */
        private final AtomicLong dueNanos;

        Count(long now) {
            dueNanos = new AtomicLong(now);
        }
    }
}
