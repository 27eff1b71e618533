package io.github.p2pdi.transport;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * One frame of an answer as it comes in: its head, then its body as a channel. One thread at a time, but for {@link #close()}. The rules are those of
 * {@link Transport}.
 */
public interface Incoming extends ReadableByteChannel {
    /** {@return the head} */
    ResponseHead head();

    /** {@return the bytes of the body, as announced; beware, nothing has checked that number} */
    long size();

    /**
     * Reads bytes of the body; blocks until there are some: rules 4 and 11.
     *
     * @return how many; -1 once all have been read
     * @throws P2pdiException if the body is cut short, or does not move on for as long as is borne
     */
    @Override
    int read(ByteBuffer into) throws P2pdiException;

    /**
     * Waits for the next frame of the answer: rules 2, 4 and 11.
     *
     * @return the next frame, or empty if this was the last
     * @throws P2pdiException if it does not come, in time or in form
     * @throws IllegalStateException if the body of this one has not been read to its end
     */
    Optional<Incoming> next() throws P2pdiException;

    /** Closes the connection unless this was read to its end: rules 5 and 6. */
    @Override
    void close();
}
