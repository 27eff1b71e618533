package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;

/**
 * An open listener.
 *
 * <p>Safe for concurrent use.
 */
public interface Listener extends AutoCloseable {
    /** {@return where it really listens: the port is never 0, where there are ports} */
    PeerAddress address();

    /**
     * Accepts nothing more, lets answers that are being sent be sent for a short while, closes the connections, and returns when the address
     * is free again. Closing twice is quiet.
     */
    @Override
    void close();
}
