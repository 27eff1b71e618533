package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallGateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final CallGate gate = new CallGate(KeeperFixture.SERVER);
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    @Test
    void callsThatGoTogetherDoNotWaitForEachOther() throws Exception {
        String result = gate.together(in(PATIENCE), () -> gate.together(in(PATIENCE), () -> "both"));
        assertEquals("both", result);
    }

    @Test
    void callAloneWaitsForThoseUnderWay() throws Exception {
        FutureTask<String> together = start(() -> gate.together(in(PATIENCE), this::untilDone));
        awaitUnderWay();
        FutureTask<String> alone = start(() -> gate.alone(in(PATIENCE), () -> "alone"));
        clock.awaitWaiters(1);
        assertFalse(alone.isDone());
        done.countDown();
        assertEquals("alone", finish(alone));
        assertEquals("done", finish(together));
    }

    @Test
    void callsThatGoTogetherWaitBehindOneThatWaitsToGoAlone() throws Exception {
        FutureTask<String> first = start(() -> gate.together(in(PATIENCE), this::untilDone));
        awaitUnderWay();
        FutureTask<String> alone = start(() -> gate.alone(in(PATIENCE), () -> "alone"));
        clock.awaitWaiters(1);
        FutureTask<String> second = start(() -> gate.together(in(PATIENCE), () -> "second"));
        clock.awaitWaiters(2);
        done.countDown();
        assertEquals("done", finish(first));
        assertEquals("alone", finish(alone));
        assertEquals("second", finish(second));
    }

    @Test
    void whoGivesUpWaitingToGoAloneLetsTheOthersThrough() throws Exception {
        FutureTask<String> first = start(() -> gate.together(in(PATIENCE), this::untilDone));
        awaitUnderWay();
        FutureTask<String> alone = start(() -> gate.alone(in(Duration.ofSeconds(1)), () -> "alone"));
        clock.awaitWaiters(1);
        FutureTask<String> second = start(() -> gate.together(in(PATIENCE), () -> "second"));
        clock.awaitWaiters(2);
        clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(
                ExchangeTimeoutException.class,
                assertThrows(ExecutionException.class, () -> finish(alone)).getCause());
        assertEquals("second", finish(second));
        done.countDown();
        assertEquals("done", finish(first));
    }

    @Test
    void interruptEndsTheWaitingAndIsKept() throws Exception {
        FutureTask<String> first = start(() -> gate.alone(in(PATIENCE), this::untilDone));
        awaitUnderWay();
        Thread.currentThread().interrupt();
        ExchangeTimeoutException interrupted =
                assertThrows(ExchangeTimeoutException.class, () -> gate.together(in(PATIENCE), () -> "never"));
        assertTrue(Thread.interrupted());
        assertInstanceOf(InterruptedException.class, interrupted.getCause());
        done.countDown();
        assertEquals("done", finish(first));
    }

    @Test
    void callThatFailsGivesWay() throws Exception {
        CallGate.Call<String> failing = () -> {
            throw new PeerUnreachableException(KeeperFixture.SERVER, "nobody there", null);
        };
        assertThrows(PeerUnreachableException.class, () -> gate.alone(in(PATIENCE), failing));
        assertThrows(PeerUnreachableException.class, () -> gate.together(in(PATIENCE), failing));
        assertEquals("alone", gate.alone(in(Duration.ZERO), () -> "alone"));
    }

    private String untilDone() {
        underWay.countDown();
        try {
            assertTrue(done.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return "done";
    }

    private void awaitUnderWay() throws InterruptedException {
        assertTrue(underWay.await(20, TimeUnit.SECONDS));
    }

    private Deadline in(Duration time) {
        return Deadline.in(clock, time);
    }

    private static FutureTask<String> start(Callable<String> call) {
        FutureTask<String> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "gate-test");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static String finish(FutureTask<String> task) throws Exception {
        return task.get(20, TimeUnit.SECONDS);
    }
}
