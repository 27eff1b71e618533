package io.github.p2pdi.testkit;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** A call on a thread of its own that comes to wait for something, which a test ends. */
final class WaitingCall {
    private static final int LOOKS = 3;

    private final FutureTask<Object> task;
    private final Thread thread;
    private boolean keptInterrupt;

    private WaitingCall(Callable<?> work, boolean interruptedAlready) {
        task = new FutureTask<>(() -> {
            if (interruptedAlready) {
                Thread.currentThread().interrupt();
            }
            try {
                return work.call();
            } finally {
                keptInterrupt = Thread.currentThread().isInterrupted();
            }
        });
        thread = new Thread(task, "transport-contract-waiting");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins a call. */
    static WaitingCall of(Callable<?> work) {
        return new WaitingCall(work, false);
    }

    /** Begins a call in a thread that has been interrupted before. */
    static WaitingCall inAnInterruptedThread(Callable<?> work) {
        return new WaitingCall(work, true);
    }

    /** Waits until it waits: until it has begun, and has been seen at one place several times. */
    void awaitStill() throws InterruptedException {
        Patience patience = Patience.begin();
        StackTraceElement[] before = {};
        int looks = 0;
        while (looks < LOOKS && !task.isDone()) {
            StackTraceElement[] now = thread.getStackTrace();
            looks = now.length > 0 && Arrays.equals(before, now) ? looks + 1 : 0;
            before = now;
            patience.pause(() -> "a call to wait for something");
        }
    }

    /** Interrupts it once it waits. */
    void interrupt() throws InterruptedException {
        awaitStill();
        thread.interrupt();
    }

    Future<?> result() {
        return task;
    }

    /** Whether the thread was still interrupted when the call came back; to be asked once there is a result. */
    boolean keptInterrupt() {
        return keptInterrupt;
    }
}
