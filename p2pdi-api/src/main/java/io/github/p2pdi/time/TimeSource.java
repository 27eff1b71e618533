package io.github.p2pdi.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Time, as everything in this library asks for it: how much has passed, what day it is, call me later, and wait. A test gives a manual one and
 * runs a lease of two hours in a millisecond.
 *
 * <p>Safe for concurrent use.
 */
public interface TimeSource {
    /** {@return a monotonic count of nanoseconds from an arbitrary origin} Only differences mean anything; clock changes do not touch it. */
    long nanos();

    /**
     * {@return a duration in nanoseconds, those of 146 years where it is longer} So a moment that lies that far ahead can be counted, and compared with others.
     *
     * @param duration of any length, also a negative one
     */
    static long nanosIn(Duration duration) {
        long most = Long.MAX_VALUE / 2;
        long mostSeconds = most / 1_000_000_000;
        if (duration.toSeconds() >= mostSeconds) {
            return most;
        }
        return duration.toSeconds() <= -mostSeconds ? -most : duration.toNanos();
    }

    /** {@return the time of day} It may jump. Nothing that must last a given time may depend on it. */
    Instant now();

    /**
     * Runs a task later, once.
     *
     * @param delay how long to wait; zero or less means at once
     * @param task what to run; it must not block, and what it throws is logged and goes no further
     * @return what cancels the task if it has not begun; cancelling twice is quiet
     */
    Scheduled schedule(Duration delay, Runnable task);

    /**
     * Waits on a condition until it is signalled or some time has passed, whichever is first; wakes spuriously at times, so call it in a loop.
     *
     * @param lock the lock of the condition, held by the caller
     * @param condition what to wait on
     * @param nanos how long at the most; zero or less returns at once
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Lock lock, Condition condition, long nanos) throws InterruptedException;

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Scheduled {
        /** Keeps the task from running if it has not begun. */
        void cancel();
    }
}
