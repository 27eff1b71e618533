package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import java.io.Closeable;
import java.io.IOException;

/**
 * All that a transport over byte streams has to say: how to connect, and how to accept. {@link io.github.p2pdi.Transports#over} makes a whole
 * {@link Transport} of it, with the codec, the deadlines and the limits of the built-in ones, and a thread for each connection that is accepted. What
 * it and its streams must keep, and in brackets the rules of {@link Transport} that break where they do not:
 *
 * <ol>
 *   <li>{@link #connect} blocks until the stream stands, a handshake included, and fails by its deadline. [3]
 *   <li>{@link Acceptor#accept} blocks until there is a stream, and waits for nothing that the other side has to say: whoever is slow there would
 *       hold up the next. Closing the acceptor from another thread ends it with an exception, and frees the address. [7, 12]
 *   <li>{@code read} and {@code write} block. One thread may read while another writes. A read gives at least a byte, or -1 at the end; a write
 *       takes everything or throws. [2, 9]
 *   <li>Closing a stream, from any thread, waits for nothing and ends at once, with an exception, whatever waits in it. Closing twice is quiet. This
 *       is how the library keeps its deadlines. [4, 5, 9]
 *   <li>Streams are {@linkplain java.nio.channels.InterruptibleChannel interruptible}, as channels of the JDK are: an interrupt closes the stream
 *       under the thread, which keeps its interrupt status. While it connects, too. [11]
 *   <li>{@link ByteStream#shutdownOutput} lets what was written arrive; then the other side reads -1. [8]
 *   <li>{@link ByteStream#isSpent} does not block. Nobody reads or writes meanwhile. [4, 7, 12]
 *   <li>{@link ByteStream#shakeHands}, where there is something to do, is done on a stream that was accepted, before anything else, and ended by rule 4
 *       at {@link TransportLimits#handshake()}. [12]
 * </ol>
 *
 * <p>Safe for concurrent use.
 */
public interface ByteStreams {
    /**
     * Opens a stream: rules 1 and 5.
     *
     * @param to where to
     * @param deadline by when it must stand
     * @return the open stream
     * @throws IOException if there is nobody, or not in time; its message says why, for people
     */
    ByteStream connect(PeerAddress to, Deadline deadline) throws IOException;

    /**
     * Starts to listen; does not wait for anybody.
     *
     * @param at where; port 0 takes any free port
     * @return what accepts streams there
     * @throws IOException if the address is taken, or is not ours; its message says why, for people
     */
    Acceptor bind(PeerAddress at) throws IOException;

    /** Accepts streams at one address: rule 2. */
    interface Acceptor extends Closeable {
        /** {@return where it really listens: the port is never 0, where there are ports} */
        PeerAddress address();

        /**
         * {@return the next stream} One thread calls this, again and again.
         *
         * @throws IOException if this is closed, or nothing can be accepted any more
         */
        ByteStream accept() throws IOException;
    }
}
