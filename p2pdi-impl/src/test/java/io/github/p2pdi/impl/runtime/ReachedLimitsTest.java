package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.node.LimitCounts;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReachedLimitsTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Queue<Runnable> events = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final ReachedLimits limits =
            new ReachedLimits(clock, events::add, (limit, times) -> told.add(limit + " " + times));

    private List<String> news() {
        told.clear();
        events.forEach(Runnable::run);
        events.clear();
        return List.copyOf(told);
    }

    @Test
    void theFirstTimeIsToldAtOnceAndThenOneASecond() {
        limits.reached(Limit.UPLOADS, 1);
        assertEquals(List.of("UPLOADS 1"), news());
        for (int i = 0; i < 100_000; i++) {
            limits.reached(Limit.UPLOADS, 1);
        }
        clock.advance(Duration.ofSeconds(1).minusNanos(1));
        limits.reached(Limit.UPLOADS, 1);
        assertEquals(List.of(), news());
        clock.advance(Duration.ofNanos(1));
        assertEquals(List.of(), news());
        limits.reached(Limit.UPLOADS, 1);
        limits.reached(Limit.UPLOADS, 1);
        assertEquals(List.of("UPLOADS 100004"), news());
        assertEquals(100_004, limits.counts().of(Limit.UPLOADS));
    }

    @Test
    void limitsDoNotKeepOneAnotherFromBeingTold() {
        limits.reached(Limit.CONNECTIONS, 1);
        limits.reached(Limit.INDEX, 7);
        limits.reached(Limit.CONNECTIONS_PER_SOURCE, 1);
        limits.reached(Limit.INDEX, 2);
        assertEquals(List.of("CONNECTIONS 1", "INDEX 9", "CONNECTIONS_PER_SOURCE 1"), news());
    }

    @Test
    void allLimitsAreCountedFromTheStart() {
        assertEquals(Map.of(), limits.counts().all());
        limits.reached(Limit.INDEX, 3);
        LimitCounts counts = limits.counts();
        assertThrows(UnsupportedOperationException.class, () -> counts.all().put(Limit.INDEX, 0L));
        limits.reached(Limit.INDEX, 3);
        limits.reached(Limit.CONNECTIONS, 1);
        assertEquals(Map.of(Limit.INDEX, 3L), counts.all());
        assertEquals("{CONNECTIONS=1, INDEX=6}", limits.counts().all().toString());
        assertEquals(0, counts.of(Limit.CONNECTIONS));
    }
}
