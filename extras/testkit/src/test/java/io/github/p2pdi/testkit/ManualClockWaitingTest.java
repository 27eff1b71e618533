package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ManualClockWaitingTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition condition = lock.newCondition();
    private boolean told;

    @Test
    void aWaitEndsWhenItsTimeHasCome() throws Exception {
        FutureTask<Long> waiting = startWaiting(Duration.ofHours(2));
        clock.awaitWaiters(1);

        clock.advance(Duration.ofHours(2).minusNanos(1));
        clock.awaitWaiters(1);
        assertFalse(waiting.isDone());
        clock.advance(Duration.ofNanos(1));

        assertEquals(Duration.ofHours(2).toNanos(), waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void allWhoWaitForTheSameMomentAreWoken() throws Exception {
        FutureTask<Long> one = startWaiting(Duration.ofSeconds(1));
        FutureTask<Long> other = startWaiting(Duration.ofSeconds(1));
        clock.awaitWaiters(2);

        clock.advance(Duration.ofSeconds(1));

        assertEquals(1_000_000_000L, one.get(10, TimeUnit.SECONDS));
        assertEquals(1_000_000_000L, other.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aWaitEndsWhenItIsSignalled() throws Exception {
        FutureTask<Long> waiting = startWaiting(Duration.ofSeconds(1));
        clock.awaitWaiters(1);

        lock.lock();
        try {
            told = true;
            condition.signalAll();
        } finally {
            lock.unlock();
        }

        assertEquals(0, waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aHolderOfTheLockMayAdvance() throws Exception {
        FutureTask<Long> waiting = startWaiting(Duration.ofSeconds(1));
        clock.awaitWaiters(1);

        lock.lock();
        try {
            clock.advance(Duration.ofSeconds(1));
        } finally {
            lock.unlock();
        }

        assertEquals(1_000_000_000L, waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aTaskMaySignalAWaiter() throws Exception {
        FutureTask<Long> waiting = startWaiting(Duration.ofSeconds(9));
        clock.awaitWaiters(1);
        clock.schedule(Duration.ofSeconds(1), () -> {
            lock.lock();
            try {
                told = true;
                condition.signalAll();
            } finally {
                lock.unlock();
            }
        });

        clock.advance(Duration.ofSeconds(1));

        assertEquals(1_000_000_000L, waiting.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aWaitOfNothingReturnsAtOnce() throws InterruptedException {
        lock.lock();
        try {
            clock.await(lock, condition, 0);
            clock.await(lock, condition, -1);
        } finally {
            lock.unlock();
        }
        assertTrue(lock.tryLock(), "the lock is free again");
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        FutureTask<Long> waiting = new FutureTask<>(() -> waitFor(Duration.ofSeconds(1)));
        Thread thread = new Thread(waiting);
        thread.start();
        clock.awaitWaiters(1);

        thread.interrupt();

        ExecutionException ended = assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
        assertEquals(InterruptedException.class, ended.getCause().getClass());
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void aSecondThreadAdvancesWhenTheFirstHasFinished() throws Exception {
        CompletableFuture<Void> other = new CompletableFuture<>();
        clock.schedule(Duration.ofSeconds(1), () -> {
            Thread second = new Thread(() -> {
                clock.advance(Duration.ofSeconds(5));
                other.complete(null);
            });
            second.start();
            assertEquals(1_000_000_000L, clock.nanos());
        });

        clock.advance(Duration.ofSeconds(2));
        other.get(10, TimeUnit.SECONDS);

        assertEquals(7_000_000_000L, clock.nanos());
    }

    private FutureTask<Long> startWaiting(Duration longest) {
        FutureTask<Long> waiting = new FutureTask<>(() -> waitFor(longest));
        Thread thread = new Thread(waiting);
        thread.setDaemon(true);
        thread.start();
        return waiting;
    }

    /** Waits as users of a time source do, in a loop; gives the moment at which it ended. */
    private long waitFor(Duration longest) throws InterruptedException {
        long end = clock.nanos() + longest.toNanos();
        lock.lock();
        try {
            while (!told && clock.nanos() < end) {
                clock.await(lock, condition, end - clock.nanos());
            }
            return clock.nanos();
        } finally {
            lock.unlock();
        }
    }
}
