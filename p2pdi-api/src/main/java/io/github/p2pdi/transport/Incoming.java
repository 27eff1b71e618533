package io.github.p2pdi.transport;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;

/**
 * One frame of an answer as it comes in: its head, then its body as a channel. Closing it closes the connection unless it was read to its end.
 *
 * <p>One thread at a time, but for {@link #close()}, which any thread may call to end a wait.
 */
public interface Incoming extends ReadableByteChannel {
    /** {@return the head} */
    ResponseHead head();

    /** {@return the bytes of the body, as announced; beware, nothing has checked that number} */
    long size();

    /**
     * Reads bytes of the body; blocks until there are some.
     *
     * @return how many; -1 once all have been read
     * @throws P2pdiException if the body is cut short, or does not move on for as long as is borne
     */
    @Override
    int read(ByteBuffer into) throws P2pdiException;

    /**
     * Waits for the next frame of the answer, once the body of this one has been read to its end.
     *
     * @return the next frame, or empty if this was the last
     * @throws P2pdiException if it does not come, in time or in form
     */
    Optional<Incoming> next() throws P2pdiException;

    @Override
    void close();
}
