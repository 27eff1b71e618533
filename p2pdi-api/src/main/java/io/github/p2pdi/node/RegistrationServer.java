package io.github.p2pdi.node;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.util.List;

/**
 * A running registration server: it knows which peers are alive. Closing it stops it and leaves no thread or socket behind; closing twice is
 * quiet.
 *
 * <p>Safe for concurrent use.
 */
public interface RegistrationServer extends AutoCloseable {
    /** {@return where it listens; the port is never 0} */
    PeerAddress address();

    /** {@return all addresses that it listens at: {@link #address()}, then those of {@link NodeConfig#alsoBind()}; ports are never 0} */
    default List<PeerAddress> addresses() {
        return List.of(address());
    }

    /** {@return the peers whose lease runs now, in no particular order} */
    List<Peer> activePeers();

    /** {@return what it has done so far} */
    RegistrationServerStatistics statistics();

    /**
     * Waits until it is closed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void awaitClosed() throws InterruptedException;

    @Override
    void close();
}
