package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.NotRegisteredException;

/** Which of a peer's servers is in use, by its keeper, and whether a registration is wanted with any. The monitor guards all; no call is made under it. */
final class InUse {
    private LeaseKeeper keeper;
    private boolean wanted;
    private boolean closed;

    /** How often the peer has left: what began before a leave does not go on after it. */
    private int leaves;

    InUse(LeaseKeeper first) {
        keeper = first;
    }

    synchronized LeaseKeeper keeper() {
        return keeper;
    }

    synchronized boolean isWanted() {
        return wanted;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized int leaves() {
        return leaves;
    }

    synchronized void want() {
        wanted = !closed;
    }

    /**
     * Lets a keeper register, if the peer has not left since. Whoever leaves after this finds the keeper's own count as it is given here, or waits for
     * its call: see {@link LeaseKeeper#register}.
     */
    synchronized int permit(LeaseKeeper next, int leavesBefore) throws NotRegisteredException {
        if (closed || leaves != leavesBefore) {
            throw new NotRegisteredException(next.server(), "this peer has left its registration servers");
        }
        return next.leaves();
    }

    /** A keeper has registered; gives the one that was used before. */
    synchronized LeaseKeeper use(LeaseKeeper next, int leavesBefore) {
        LeaseKeeper before = keeper;
        keeper = next;
        wanted = wanted || (!closed && leaves == leavesBefore);
        return before;
    }

    /** No registration is wanted any more; gives the keeper that was used. */
    synchronized LeaseKeeper leave() {
        wanted = false;
        leaves++;
        return keeper;
    }

    synchronized void close() {
        leave();
        closed = true;
    }
}
