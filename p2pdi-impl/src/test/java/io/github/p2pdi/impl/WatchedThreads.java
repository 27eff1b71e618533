package io.github.p2pdi.impl;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads on which things happen in the same order each time: a task begins when all those before it are at rest, that is, have ended or wait
 * for time to pass or for each other.
 */
final class WatchedThreads extends ThreadPoolExecutor {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final SteppedTime time;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean inTurn = true;

    WatchedThreads(SteppedTime time) {
        super(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
        this.time = time;
    }

    /** From now on everything begins at once. */
    void endTurns() {
        inTurn = false;
        waiting.forEach(this::begin);
        waiting.clear();
    }

    @Override
    public void execute(Runnable task) {
        if (inTurn) {
            waiting.add(task);
        } else {
            begin(task);
        }
    }

    private void begin(Runnable task) {
        unfinished.incrementAndGet();
        boolean taken = false;
        try {
            super.execute(task);
            taken = true;
        } finally {
            if (!taken) {
                unfinished.decrementAndGet();
            }
        }
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
        running.add(thread);
    }

    @Override
    protected void afterExecute(Runnable task, Throwable failure) {
        running.remove(Thread.currentThread());
        unfinished.decrementAndGet();
    }

    /** Returns when nothing happens any more before time goes on, or somebody does something. Looks again and again, as nobody tells that he rests. */
    @SuppressWarnings("ThreadPriorityCheck")
    void awaitRest() {
        Runnable next;
        do {
            while (!isAtRest()) {
                Thread.yield();
            }
            next = waiting.poll();
            if (next != null) {
                begin(next);
            }
        } while (next != null);
    }

    /** All threads are looked at in one moment. Nobody who has waited for time may go on meanwhile: it could stir one that was at rest in that moment, and rest again. */
    private boolean isAtRest() {
        int wakings = time.wakings();
        long[] ids = running.stream().mapToLong(Thread::getId).toArray();
        if (unfinished.get() != ids.length) {
            return false;
        }
        for (ThreadInfo thread : THREADS.getThreadInfo(ids, 1)) {
            if (thread == null || !waits(thread)) {
                return false;
            }
        }
        return unfinished.get() == ids.length && time.wakings() == wakings;
    }

    /** A thread that is notified no longer waits, from that moment on. One that is unparked seems to for a while, so its condition is asked. */
    private boolean waits(ThreadInfo thread) {
        return thread.getThreadState() == Thread.State.WAITING
                && (thread.getStackTrace()[0].getClassName().equals("java.lang.Object")
                        || time.isAwaitedBy(thread.getThreadId()));
    }
}
