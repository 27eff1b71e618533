package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import java.io.Closeable;
import java.io.IOException;

/**
 * All that a transport over byte streams has to say: how to connect, and how to accept. {@link io.github.p2pdi.Transports#over} makes a
 * whole transport of it, with the codec, the deadlines and the limits of the built-in ones.
 *
 * <p>Safe for concurrent use.
 */
public interface ByteStreams {
    /**
     * Opens a stream; blocks until it stands.
     *
     * @param to where to
     * @param deadline by when it must stand
     * @return the open stream
     * @throws IOException if there is nobody, or not in time
     */
    ByteStream connect(PeerAddress to, Deadline deadline) throws IOException;

    /**
     * Starts to listen.
     *
     * @param at where; port 0 takes any free port
     * @return what accepts streams there
     * @throws IOException if the address is taken, or is not ours
     */
    Acceptor bind(PeerAddress at) throws IOException;

    /** Accepts streams at one address. Closing it from another thread ends a waiting {@link #accept()} and frees the address. */
    interface Acceptor extends Closeable {
        /** {@return where it really listens: the port is never 0, where there are ports} */
        PeerAddress address();

        /**
         * {@return the next stream} Blocks until there is one.
         *
         * @throws IOException if this is closed, or nothing can be accepted any more
         */
        ByteStream accept() throws IOException;
    }
}
