package io.github.p2pdi.impl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.LinkFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** Bytes of a slow line come when their time has come, whoever looks, and whenever the clock moves. */
class FlowTest {
    private static final Flaws SLOW = Flaws.of(List.of(LinkFault.slow(1_000)), false);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void comesByTheSecondAndTellsWhenMoreHasCome() {
        Flow flow = new Flow(SLOW, clock, told::incrementAndGet);
        assertEquals(0, flow.through(0, 5_000));
        clock.advance(Duration.ofSeconds(2));
        assertEquals(1, told.get());
        assertEquals(2_000, flow.through(0, 5_000));
        assertEquals(0, flow.through(2_000, 3_000));
        clock.advance(Duration.ofMillis(20));
        assertEquals(2, told.get());
        assertEquals(20, flow.through(2_000, 3_000));
    }

    /** Else whoever reads waits for a timer that only a further move of the clock would ring, and nobody moves it who waits for him. */
    @Test
    void whatComesWhileTheTimerIsBeingSetComesAtOnce() {
        Flow flow = new Flow(SLOW, new MovesBeforeItSchedules(Duration.ofSeconds(1)), told::incrementAndGet);
        assertEquals(1_000, flow.through(0, 5_000));
    }

    @Test
    void tellsOnTimeThoughTheTimeMovedABitWhileTheTimerWasBeingSet() {
        Flaws oneByteASecond = Flaws.of(List.of(LinkFault.slow(1)), false);
        TimeSource moves = new MovesBeforeItSchedules(Duration.ofMillis(400));
        Flow flow = new Flow(oneByteASecond, moves, told::incrementAndGet);
        assertEquals(0, flow.through(0, 5));
        clock.advance(Duration.ofMillis(600));
        assertEquals(1, told.get());
    }

    /** As if another thread advanced the clock, once, at the worst moment. */
    private final class MovesBeforeItSchedules implements TimeSource {
        private Duration by;

        MovesBeforeItSchedules(Duration by) {
            this.by = by;
        }

        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public Instant now() {
            return clock.now();
        }

        @Override
        public Scheduled schedule(Duration delay, Runnable task) {
            clock.advance(by);
            by = Duration.ZERO;
            return clock.schedule(delay, task);
        }

        @Override
        public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
            clock.await(lock, condition, nanos);
        }
    }
}
