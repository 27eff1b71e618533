package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/**
 * A stream of bytes both ways. Reads and writes block; one thread may read while another writes; closing it from any thread ends both with an
 * exception, and closing twice is quiet.
 */
public interface ByteStream extends ByteChannel {
    /** {@return the other end} Its certificate may be known only once something has been read or written. */
    Remote remote();

    /** {@return our end} */
    PeerAddress local();

    /**
     * Says that nothing more will be written; what was written still arrives, then the other side reads -1.
     *
     * @throws IOException if the stream is broken
     */
    void shutdownOutput() throws IOException;

    /**
     * {@return whether the other side has closed the stream, or sent something, while nobody was reading} Does not block. Asked before a
     * kept stream is used again.
     */
    boolean isSpent();

    /**
     * Writes all that is in the buffer, or throws.
     *
     * @return how many bytes that was
     */
    @Override
    int write(ByteBuffer bytes) throws IOException;
}
