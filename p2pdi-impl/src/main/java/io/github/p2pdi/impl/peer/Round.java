package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One round of asking around: who is still to be asked, and what the others said. Its monitor guards all. */
final class Round {
    private final long startedNanos;
    private final Queue<PeerAddress> toAsk = new ArrayDeque<>();
    private final List<Attempt> answers = new ArrayList<>();
    private final List<Attempt> remarks = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private int unanswered = -1;
    private @Nullable P2pdiException failure;

    Round(long startedNanos) {
        this.startedNanos = startedNanos;
    }

    long startedNanos() {
        return startedNanos;
    }

    void peers(Collection<PeerAddress> active) {
        synchronized (this) {
            toAsk.addAll(active);
            unanswered = active.size();
        }
        tell();
    }

    /** The registration server could not be asked, so nobody can; or there was nobody to ask for us. */
    void failed(P2pdiException cause) {
        synchronized (this) {
            failure = cause;
            unanswered = 0;
        }
        tell();
    }

    /** Something about the round itself, for those who wonder why it did not find more. */
    synchronized void remark(Attempt about) {
        remarks.add(about);
    }

    synchronized List<Attempt> remarks() {
        return List.copyOf(remarks);
    }

    /** Nobody will go on with it. */
    void abandon() {
        synchronized (this) {
            unanswered = 0;
        }
        tell();
    }

    synchronized @Nullable PeerAddress nextToAsk() {
        return toAsk.poll();
    }

    void answered(Attempt answer) {
        synchronized (this) {
            answers.add(answer);
            // Whoever was under way when it was abandoned answers all the same, and it stays at its end.
            unanswered -= unanswered > 0 ? 1 : 0;
        }
        tell();
    }

    /** Runs that after each answer from now on, and at the end; at once, if that has come already. */
    void onNews(Runnable listener) {
        synchronized (this) {
            if (unanswered != 0) {
                listeners.add(listener);
            }
        }
        listener.run();
    }

    /** Runs that once, at the end; at once, if that has come already. */
    void onFinish(Runnable listener) {
        AtomicBoolean told = new AtomicBoolean();
        onNews(() -> {
            if (isFinished() && told.compareAndSet(false, true)) {
                listener.run();
            }
        });
    }

    /** What listeners do is not done under the monitor. */
    private void tell() {
        List<Runnable> told;
        synchronized (this) {
            notifyAll();
            told = List.copyOf(listeners);
            if (unanswered == 0) {
                listeners.clear();
            }
        }
        told.forEach(Runnable::run);
    }

    /** Whoever is interrupted is told so, though the round may have ended by now. */
    synchronized void awaitFinish() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        while (unanswered != 0) {
            wait();
        }
    }

    synchronized boolean isFinished() {
        return unanswered == 0;
    }

    synchronized List<Attempt> answers() {
        return List.copyOf(answers);
    }

    synchronized Optional<P2pdiException> failure() {
        return Optional.ofNullable(failure);
    }
}
