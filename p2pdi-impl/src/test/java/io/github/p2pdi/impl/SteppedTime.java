package io.github.p2pdi.impl;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Time that goes from one scheduled task to the next, each when a test says so. The monitor guards what is scheduled. */
final class SteppedTime implements TimeSource {
    private static final Instant START = Instant.parse("2026-03-01T00:26:06Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wakings = new AtomicInteger();
    private long nanos;
    private long scheduled;

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized Scheduled schedule(Duration delay, Runnable work) {
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), scheduled++, work);
        tasks.add(task);
        return () -> cancel(task);
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }

    /** Moves to the next task and runs it, if it is due by then; else moves to then, and there was nothing to run. */
    boolean step(long until) {
        Task next;
        synchronized (this) {
            next = tasks.peek();
            if (next == null || next.due > until) {
                nanos = until;
                return false;
            }
            tasks.remove();
            nanos = next.due;
        }
        next.work.run();
        return true;
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
    public void await(Lock lock, Condition condition, long most) throws InterruptedException {
        Scheduled alarm = schedule(Duration.ofNanos(most), () -> signal(lock, condition));
        Waiter waiter = new Waiter(Thread.currentThread().getId(), (ReentrantLock) lock, condition);
        waiters.add(waiter);
        try {
            condition.await();
        } finally {
            wakings.incrementAndGet();
            waiters.remove(waiter);
            alarm.cancel();
        }
    }

    private static void signal(Lock lock, Condition condition) {
        lock.lock();
        try {
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often somebody has gone on who waited here. */
    int wakings() {
        return wakings.get();
    }

    /** Whether a thread waits here and has not been signalled. */
    boolean isAwaitedBy(long thread) {
        return waiters.stream().anyMatch(waiter -> waiter.thread == thread && areQueued(waiter.lock, waiter.condition));
    }

    /** Whether all who wait on a condition do: one that was signalled is here until it has the lock again, but not in the queue. */
    private boolean areQueued(ReentrantLock lock, Condition condition) {
        lock.lock();
        try {
            long count = waiters.stream()
                    .filter(waiter -> waiter.condition == condition)
                    .count();
            return lock.getWaitQueueLength(condition) == count;
        } finally {
            lock.unlock();
        }
    }

    private record Waiter(long thread, ReentrantLock lock, Condition condition) {}

    private record Task(long due, long order, Runnable work) {}
}
