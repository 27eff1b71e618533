package io.github.p2pdi.transport;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.wire.Request;

/**
 * A connection that requests are sent on. One thread at a time; only {@link #close()} may be called from any thread, and ends whatever the
 * other is waiting for.
 */
public interface ClientConnection extends AutoCloseable {
    /** {@return whom it leads to, as it was asked for} */
    PeerAddress remote();

    /** {@return where that is: with the IP address that a name led to, on transports that have such; else {@link #remote()}} */
    default PeerAddress reached() {
        return remote();
    }

    /** {@return our end of it: what the other side sees of us} */
    PeerAddress local();

    /**
     * Sends a request and waits for the head of the first frame of the answer. The default headers are added by the transport.
     *
     * @param request what to ask
     * @param expected how many frames answer it
     * @param deadline by when the first head must be here; bodies are bound by {@link TransportLimits#readStall()} instead
     * @return the first frame of the answer; for {@link Answers#NONE} one without a body and status 200, once the other side has closed
     * @throws P2pdiException if it does not come, in time or in form; the connection is of no use any more then
     */
    Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException;

    /** {@return whether another request may be sent: the last answer was read to its end, and the other side has neither closed nor spoken since} */
    boolean reusable();

    @Override
    void close();
}
