package io.github.p2pdi.testkit;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How long a test waits, in real time, for what must happen: far longer than it ever takes, so that only a fault uses it up. */
final class Patience {
    /** How long that is. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final long BETWEEN_LOOKS_MILLIS = 10;

    private final long begun = System.nanoTime();

    private Patience() {}

    static Patience begin() {
        return new Patience();
    }

    /** Waits on a monitor that the caller holds, in the caller's loop. */
    @SuppressWarnings("WaitNotInLoop")
    void waitOn(Object monitor, Supplier<String> awaited) throws InterruptedException {
        long left = LIMIT.toNanos() - (System.nanoTime() - begun);
        if (left <= 0) {
            throw new AssertionError("waited " + LIMIT.toSeconds() + " s for " + awaited.get());
        }
        TimeUnit.NANOSECONDS.timedWait(monitor, left);
    }

    /** Lets a little time pass, in the caller's loop, where nobody tells of what is waited for and it takes looking. */
    void pause(Supplier<String> awaited) throws InterruptedException {
        if (System.nanoTime() - begun >= LIMIT.toNanos()) {
            throw new AssertionError("waited " + LIMIT.toSeconds() + " s for " + awaited.get());
        }
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    }

    static void await(CountDownLatch latch, String awaited) throws InterruptedException {
        if (!latch.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("waited " + LIMIT.toSeconds() + " s for " + awaited);
        }
    }

    static void await(ExecutorService ending, String awaited) {
        try {
            if (!ending.awaitTermination(LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("waited " + LIMIT.toSeconds() + " s for " + awaited);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
