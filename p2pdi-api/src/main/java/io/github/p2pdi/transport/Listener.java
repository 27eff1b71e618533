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

    /** Ends it, and returns when its address is free: rules 6 and 7 of {@link Transport}. */
    @Override
    void close();
}
