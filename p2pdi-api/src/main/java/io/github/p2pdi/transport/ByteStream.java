package io.github.p2pdi.transport;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.InterruptibleChannel;

/** A stream of bytes both ways: rules 3 to 8 of {@link ByteStreams}. One thread reads, and one writes; any may close. */
public interface ByteStream extends ByteChannel, InterruptibleChannel {
    /** {@return the other end} Its certificate may be known only once hands have been shaken. */
    Remote remote();

    /** {@return our end} */
    PeerAddress local();

    /**
     * Ends what must be said before bytes can travel, on a stream that was accepted; blocks. Where there is no such thing it does nothing.
     *
     * @throws IOException if the other side does not keep to it; the stream is of no use then
     */
    default void shakeHands() throws IOException {}

    /**
     * Writes all that is in the buffer, or throws.
     *
     * @return how many bytes that was
     */
    @Override
    int write(ByteBuffer bytes) throws IOException;

    /**
     * Says that nothing more will be written.
     *
     * @throws IOException if the stream is broken
     */
    void shutdownOutput() throws IOException;

    /** {@return whether the other side has closed the stream, or sent something, while nobody was reading} Asked before a kept stream is used again. */
    boolean isSpent();

    @Override
    void close() throws IOException;
}
