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
import org.jspecify.annotations.Nullable;

/** One round of asking around: who is still to be asked, and what the others said. Its monitor guards all. */
final class Round {
    private final long startedNanos;
    private final Queue<PeerAddress> toAsk = new ArrayDeque<>();
    private final List<Attempt> answers = new ArrayList<>();
    private final List<Attempt> remarks = new ArrayList<>();
    private int unanswered = -1;
    private @Nullable P2pdiException failure;

    Round(long startedNanos) {
        this.startedNanos = startedNanos;
    }

    long startedNanos() {
        return startedNanos;
    }

    synchronized void peers(Collection<PeerAddress> active) {
        toAsk.addAll(active);
        unanswered = active.size();
        notifyAll();
    }

    /** The registration server could not be asked, so nobody can. */
    synchronized void failed(P2pdiException cause) {
        failure = cause;
        unanswered = 0;
        notifyAll();
    }

    /** Something about the round itself, for those who wonder why it did not find more. */
    synchronized void remark(Attempt about) {
        remarks.add(about);
    }

    synchronized List<Attempt> remarks() {
        return List.copyOf(remarks);
    }

    /** Nobody will go on with it. */
    synchronized void abandon() {
        unanswered = 0;
        notifyAll();
    }

    synchronized @Nullable PeerAddress nextToAsk() {
        return toAsk.poll();
    }

    synchronized void answered(PeerAddress peer, String outcome) {
        answers.add(new Attempt(peer, outcome));
        unanswered--;
        notifyAll();
    }

    /** Waits until more have answered than that many, or all have; gives how many have. */
    synchronized int awaitMoreThan(int known) throws InterruptedException {
        while (unanswered != 0 && answers.size() <= known) {
            wait();
        }
        return answers.size();
    }

    synchronized void awaitFinish() throws InterruptedException {
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
