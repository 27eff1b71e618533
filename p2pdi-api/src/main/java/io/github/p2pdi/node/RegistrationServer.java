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

    /**
     * {@return the peers that others are told of now, in no particular order} Those are the ones whose lease runs; with {@link AddressPolicy#VERIFIED} only those of them that
     * were found at their address, while {@link #statistics()} counts the others as well.
     *
     * @throws IllegalStateException if it is closed
     */
    List<Peer> activePeers();

    /** {@return what it has done so far} Once it is closed nobody is active, and the rest is as it was. */
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
