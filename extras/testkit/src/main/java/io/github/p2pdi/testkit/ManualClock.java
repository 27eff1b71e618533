package io.github.p2pdi.testkit;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that stands still until a test advances it: a lease of two hours runs out in a millisecond, and at the same moment in every run.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
 * clock.schedule(Duration.ofSeconds(100), this::renew);
 * clock.advance(Duration.ofSeconds(99));    // nothing happens
 * clock.advance(Duration.ofSeconds(1));     // renew() has run when this returns
 * }</pre>
 *
 * <p>Scheduled tasks run on the thread that advances the clock. Threads that wait in {@link #await} are woken when their time has come, and go
 * on as soon as they get their lock, while the clock may be moving on already; {@link #awaitWaiters} tells when threads have begun to wait, so
 * that a test needs no sleeps.
 *
 * <p><b>Locks.</b> To wake a thread, {@link #advance} takes that thread's lock. A caller that holds this very lock may advance the clock all the
 * same if the lock is reentrant: the thread goes on when the caller lets go of it. A caller must not wait, with that lock or another in its
 * hands, for something that the woken thread or a task needs the lock for; nor must two threads advance the clock while one of them holds a lock
 * that a waiter or a task needs.
 *
 * <p>Safe for concurrent use.
 */
public final class ManualClock implements TimeSource {
    // Two locks. "advancing" is held for the whole of an advance, so that one thread at a time moves the clock and
    // tasks run in order.
    // The monitor of "waiters" guards every field; it is never held while a task runs or a lock of others is taken.
    private final ReentrantLock advancing = new ReentrantLock();
    private final List<Waiter> waiters = new ArrayList<>();
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nanos;
    private long scheduled;
    private Instant dayAtZero;

    /**
     * Makes a clock that stands at 0 nanoseconds.
     *
     * @param start the time of day that it shows
     */
    public ManualClock(Instant start) {
        dayAtZero = start;
    }

    /** {@return the nanoseconds that the clock was advanced; while a scheduled task runs, exactly the moment it was due} */
    @Override
    public long nanos() {
        synchronized (waiters) {
            return nanos;
        }
    }

    /** {@return the time of day: where it started, and what it was advanced and jumped since} */
    @Override
    public Instant now() {
        synchronized (waiters) {
            return dayAtZero.plusNanos(nanos);
        }
    }

    /**
     * Runs a task when the clock gets there. A delay of zero or less makes it due at once, and the next {@link #advance} runs it, one by
     * {@link Duration#ZERO} as well.
     */
    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
        synchronized (waiters) {
            Task added = new Task(later(Math.max(0, nanosOf(delay))), scheduled++, task);
            tasks.add(added);
            return () -> cancel(added);
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's: that is what this method asks of him.
    public void await(Lock lock, Condition condition, long nanos) throws InterruptedException {
        if (nanos <= 0) {
            return;
        }
        Waiter waiter = enter(lock, condition, nanos);
        try {
            // Not lost if the clock is advanced in between: who wakes us needs the lock, and has it only once we wait.
            condition.await();
        } finally {
            leave(waiter);
        }
    }

    /**
     * Moves the time on. Tasks that come due run on this thread, in the order of their times and then of their scheduling, those that are
     * scheduled meanwhile too; threads in {@link #await} whose time has come are woken. If another thread is advancing the clock, this waits for
     * it to finish. See the class about locks.
     *
     * @param by how far; zero runs what is due already
     * @throws IllegalArgumentException if the time would run backwards
     * @throws IllegalStateException if a scheduled task calls this
     * @throws AssertionError if a task threw; the other tasks have run all the same, and the clock stands where it should
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + by);
        }
        if (advancing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a task must not advance the clock that it runs on");
        }
        advancing.lock();
        try {
            advanceTo(target(by));
        } finally {
            advancing.unlock();
        }
    }

    /**
     * Sets the time of day forwards or backwards, as an administrator would: {@link #now()} jumps, {@link #nanos()} does not, and nothing comes
     * due.
     *
     * @param by how far; negative for backwards
     */
    public void jumpWall(Duration by) {
        synchronized (waiters) {
            dayAtZero = dayAtZero.plus(by);
        }
    }

    /** {@return how many tasks are scheduled and have neither begun nor been cancelled} */
    public int pendingTasks() {
        synchronized (waiters) {
            return tasks.size();
        }
    }

    /**
     * Blocks until at least so many threads wait in {@link #await} and have not been woken by this clock. A thread that something else has
     * signalled counts until it has its lock back.
     *
     * @param atLeast how many
     * @throws InterruptedException if the calling thread is interrupted
     * @throws AssertionError if they are fewer for ten seconds of real time
     */
    public void awaitWaiters(int atLeast) throws InterruptedException {
        Patience patience = Patience.begin();
        synchronized (waiters) {
            while (waiters.size() < atLeast) {
                patience.waitOn(waiters, () -> atLeast + " threads to wait for the clock; " + waiters.size() + " do");
            }
        }
    }

    private void advanceTo(long target) {
        List<Throwable> failures = new ArrayList<>();
        for (Optional<Task> due = moveTo(target); due.isPresent(); due = moveTo(target)) {
            wakeWaiters();
            due.get().run(failures);
        }
        wakeWaiters();
        if (!failures.isEmpty()) {
            AssertionError error = new AssertionError("a scheduled task threw", failures.get(0));
            failures.stream().skip(1).forEach(error::addSuppressed);
            throw error;
        }
    }

    /** Moves to the next task that is due by then and takes it; moves all the way if there is none. */
    private Optional<Task> moveTo(long target) {
        synchronized (waiters) {
            Task next = tasks.peek();
            if (next == null || next.due > target) {
                nanos = target;
                return Optional.empty();
            }
            nanos = next.due;
            return Optional.ofNullable(tasks.poll());
        }
    }

    private void wakeWaiters() {
        for (Waiter waiter : takeDueWaiters()) {
            waiter.lock.lock();
            try {
                waiter.condition.signalAll();
            } finally {
                waiter.lock.unlock();
            }
        }
    }

    private List<Waiter> takeDueWaiters() {
        List<Waiter> due = new ArrayList<>();
        synchronized (waiters) {
            for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
                Waiter waiter = each.next();
                if (waiter.due <= nanos) {
                    due.add(waiter);
                    each.remove();
                }
            }
        }
        return due;
    }

    private Waiter enter(Lock lock, Condition condition, long nanosToWait) {
        synchronized (waiters) {
            Waiter waiter = new Waiter(lock, condition, later(nanosToWait));
            waiters.add(waiter);
            waiters.notifyAll();
            return waiter;
        }
    }

    private void leave(Waiter waiter) {
        synchronized (waiters) {
            waiters.remove(waiter);
        }
    }

    private void cancel(Task task) {
        synchronized (waiters) {
            tasks.remove(task);
        }
    }

    private long target(Duration by) {
        synchronized (waiters) {
            return later(nanosOf(by));
        }
    }

    /** So many nanoseconds from now, or the end of time. */
    private long later(long ahead) {
        return ahead > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + ahead;
    }

    private static long nanosOf(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }

    /** A scheduled task; the same only as itself, so that cancelling one never cancels its twin. */
    private static final class Task implements Comparable<Task> {
        private final long due;
        private final long order;
        private final Runnable work;

        Task(long due, long order, Runnable work) {
            this.due = due;
            this.order = order;
            this.work = work;
        }

        /** The one catch-all: what a task throws must not stop the others. */
        void run(List<Throwable> failures) {
            try {
                work.run();
            } catch (RuntimeException | Error thrown) {
                failures.add(thrown);
            }
        }

        @Override
        public int compareTo(Task other) {
            return due != other.due ? Long.compare(due, other.due) : Long.compare(order, other.order);
        }
    }

    /** A thread in await; the same only as itself, since two may wait for the same at the same time. */
    private static final class Waiter {
        private final Lock lock;
        private final Condition condition;
        private final long due;

        Waiter(Lock lock, Condition condition, long due) {
            this.lock = lock;
            this.condition = condition;
            this.due = due;
        }
    }
}
