package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Transport;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A good transport with a place where connecting waits, as there is none in memory. */
final class DeafPlace extends WrappedTransport {
    static final PeerAddress ADDRESS = new PeerAddress("memory", "deaf", 1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition never = lock.newCondition();

    DeafPlace(Transport good) {
        super(good);
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
        if (!to.equals(ADDRESS)) {
            return super.connect(to, deadline);
        }
        lock.lock();
        try {
            while (!deadline.hasPassed()) {
                deadline.time().await(lock, never, deadline.nanosLeft());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerUnreachableException(to, "interrupted", e);
        } finally {
            lock.unlock();
        }
        throw new PeerUnreachableException(to, "nobody answers", null);
    }
}
