package io.github.p2pdi.transport;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.wire.Request;

/** A connection that requests are sent on, one after the other. One thread at a time, but for {@link #close()}. The rules are those of {@link Transport}. */
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
     * Sends a request and waits for the head of the first frame of the answer: rules 2, 4 and 11.
     *
     * @param request what to ask; the default headers are added
     * @param expected how many frames answer it
     * @param deadline by when the first head must be here
     * @return the first frame of the answer; for {@link Answers#NONE} one without a body and status 200, once the other side has closed
     * @throws P2pdiException if it does not come, in time or in form; the connection is of no use any more then
     * @throws IllegalStateException if the last answer has not been read to its end
     */
    Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException;

    /**
     * {@return whether another request may be sent: the last answer was read to its end, and the other side has neither closed nor spoken since}
     * Does not block.
     */
    boolean reusable();

    /** Ends it, under whoever waits: rules 5 and 6. Does not wait for the other side. */
    @Override
    void close();
}
