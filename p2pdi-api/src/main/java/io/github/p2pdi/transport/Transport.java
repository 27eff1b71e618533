package io.github.p2pdi.transport;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;

/**
 * Carries messages. Closing it closes every listener and connection that it gave; closing twice is quiet.
 *
 * <p>Safe for concurrent use.
 */
public interface Transport extends AutoCloseable {
    /**
     * Opens a listener and serves what comes in on threads of the transport; returns once connections are accepted.
     *
     * @param at where; port 0 takes any free port
     * @param handler who answers
     * @return the open listener, to be closed by the caller
     * @throws P2pdiException if it cannot be opened there: {@link io.github.p2pdi.error.AddressUnavailableException}
     */
    Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException;

    /**
     * Opens a connection; blocks until it stands.
     *
     * @param to where to
     * @param deadline by when it must stand
     * @return the open connection, to be closed by the caller
     * @throws P2pdiException if there is nobody, or not in time: {@link io.github.p2pdi.error.PeerUnreachableException}
     */
    ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException;

    @Override
    void close();
}
