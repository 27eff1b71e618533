package io.github.p2pdi.node;

import io.github.p2pdi.model.Limit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How often the limits of a node were reached since it started.
 *
 * <p>Immutable.
 *
 * @param all how often each was that was reached at all, in the order of the limits; cannot be changed
 */
public record LimitCounts(Map<Limit, Long> all) {
    /**
     * Copies the numbers.
     *
     * @param all the numbers; those that are 0 are left out
     */
    public LimitCounts {
        Map<Limit, Long> reached = new EnumMap<>(Limit.class);
        all.forEach((limit, times) -> {
            if (times != 0) {
                reached.put(limit, times);
            }
        });
        all = Collections.unmodifiableMap(reached);
    }

    /**
     * {@return how often a limit was reached, 0 if never}
     *
     * @param limit the limit
     */
    public long of(Limit limit) {
        return all.getOrDefault(limit, 0L);
    }
}
