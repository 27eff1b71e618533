package io.github.p2pdi.impl.streams;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What others leave to the thread of a connection to be done. The lock guards all, and is held for no longer than that takes: nothing of others runs under it. */
final class Steps {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition stepped = lock.newCondition();
    private final Queue<Runnable> steps = new ArrayDeque<>(1);
    private State state = State.LISTENING;

    /** What the thread does when a step is left to it. */
    enum State {
        /** It waits for a request, or for hands to be shaken, and does no step until its stream has something or is closed; nobody loses an answer by that. */
        LISTENING,
        /** It does the step soon. */
        BUSY,
        /** It does none any more, and is not left this one. */
        OVER
    }

    /** Leaves a step. */
    State add(Runnable step) {
        lock.lock();
        try {
            if (state != State.OVER) {
                steps.add(step);
                stepped.signal();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** The thread begins or ends to listen. False, if there is a step to be done first; then it does not begin. */
    boolean listens(boolean begins) {
        lock.lock();
        try {
            state = begins && steps.isEmpty() ? State.LISTENING : State.BUSY;
            return steps.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Runnable poll() {
        lock.lock();
        try {
            return steps.poll();
        } finally {
            lock.unlock();
        }
    }

    /** All that are left. */
    List<Runnable> take() {
        lock.lock();
        try {
            List<Runnable> all = List.copyOf(steps);
            steps.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is a step. */
    void await() {
        lock.lock();
        try {
            while (steps.isEmpty()) {
                stepped.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The thread does no more steps; those that are left. */
    List<Runnable> end() {
        lock.lock();
        try {
            state = State.OVER;
            return take();
        } finally {
            lock.unlock();
        }
    }
}
