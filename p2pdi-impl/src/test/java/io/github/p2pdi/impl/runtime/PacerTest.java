package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    private Pacer of(long rate) {
        return new Pacer(clock, OptionalLong.of(rate));
    }

    @Test
    void withoutARateEverythingGoesAtOnce() throws Exception {
        Pacer pacer = new Pacer(clock, OptionalLong.empty());
        assertEquals(1 << 30, pacer.take(1 << 30));
        assertEquals(1 << 30, pacer.tryTake(1 << 30));
        assertEquals(0, pacer.nanosUntil(1 << 30));
    }

    @Test
    void inTheLongRunItIsTheRate() {
        Pacer pacer = of(1000);
        long gone = 0;
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofMillis(10));
            gone += pacer.tryTake(1 << 20);
        }
        assertTrue(Math.abs(gone - 10_000) <= 10, "gone: " + gone);
    }

    @Test
    void whatIsSavedUpIsATenthOfASecondsWorth() {
        Pacer pacer = of(1000);
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            assertEquals(10, pacer.tryTake(1 << 20));
        }
        assertEquals(0, pacer.tryTake(1));
        assertEquals(1_000_000, pacer.nanosUntil(1));
        assertEquals(10_000_000, pacer.nanosUntil(1 << 20));
    }

    @Test
    void whatIsGivenBackMayGo() {
        Pacer pacer = of(1000);
        clock.advance(Duration.ofSeconds(1));
        assertEquals(100, take(pacer));
        pacer.giveBack(4);
        assertEquals(0, pacer.tryTake(5));
        assertEquals(4, pacer.tryTake(4));
    }

    @Test
    void whoeverWaitsGoesOnWhenThereIsSome() throws Exception {
        Pacer pacer = of(10);
        CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> take(pacer), new NewThread());
        clock.awaitWaiters(1);
        clock.advance(Duration.ofMillis(99));
        clock.awaitWaiters(1);
        clock.advance(Duration.ofMillis(2));
        assertEquals(1, taken.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aNewRateCountsForThoseWhoWaitToo() throws Exception {
        Pacer pacer = of(1);
        CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> take(pacer), new NewThread());
        clock.awaitWaiters(1);
        pacer.rate(OptionalLong.empty());
        assertEquals(100, taken.get(10, TimeUnit.SECONDS));
        assertEquals(OptionalLong.empty(), pacer.rate());
    }

    private static int take(Pacer pacer) {
        try {
            return pacer.take(100);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
