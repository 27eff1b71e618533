package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Orders the calls to a registration server: renewals go together; registering and leaving go alone, after all that is under way and before all that
 * comes later. So a renewal never overtakes a leave. Nobody waits longer than his deadline. The lock guards the counts and is never held during a
 * call.
 */
final class CallGate {
    private final PeerAddress server;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int together;
    private int waitingAlone;
    private boolean alone;

    CallGate(PeerAddress server) {
        this.server = server;
    }

    /** Makes a call while others of the kind may be under way. */
    <T> T together(Deadline deadline, Call<T> call) throws P2pdiException {
        enterTogether(deadline);
        try {
            return call.make();
        } finally {
            leaveTogether();
        }
    }

    /** Makes a call while no other is under way. */
    <T> T alone(Deadline deadline, Call<T> call) throws P2pdiException {
        enterAlone(deadline);
        try {
            return call.make();
        } finally {
            leaveAlone();
        }
    }

    private void enterTogether(Deadline deadline) throws P2pdiException {
        lock.lock();
        try {
            while (alone || waitingAlone > 0) {
                await(deadline);
            }
            together++;
        } finally {
            lock.unlock();
        }
    }

    private void leaveTogether() {
        lock.lock();
        try {
            together--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enterAlone(Deadline deadline) throws P2pdiException {
        lock.lock();
        waitingAlone++;
        try {
            while (alone || together > 0) {
                await(deadline);
            }
            alone = true;
        } finally {
            waitingAlone--;
            // Those that go together wait for whoever waits to go alone, and he may have given up.
            changed.signalAll();
            lock.unlock();
        }
    }

    private void leaveAlone() {
        lock.lock();
        try {
            alone = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(Deadline deadline) throws P2pdiException {
        long left = deadline.nanosLeft();
        if (left <= 0) {
            throw new ExchangeTimeoutException(
                    server, "another call to " + server + " took all the time that this one had", null);
        }
        try {
            deadline.time().await(lock, changed, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExchangeTimeoutException(
                    server, "interrupted while another call to " + server + " was under way", e);
        }
    }

    /** A call, to its end: its result is noted before the next may begin. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws P2pdiException;
    }
}
