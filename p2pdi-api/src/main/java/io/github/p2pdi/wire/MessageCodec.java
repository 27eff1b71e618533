package io.github.p2pdi.wire;

import java.nio.ByteBuffer;

/**
 * Turns messages into bytes and back, without I/O, threads or a clock. Bodies travel verbatim, so that files can be sent without copying.
 *
 * <p>Safe for concurrent use; a {@link Decoder} is for one connection and one thread at a time.
 */
public interface MessageCodec {
    /** Which side of a conversation a decoder reads for. */
    enum Role {
        /** Reads requests. */
        SERVER,
        /** Reads answers. */
        CLIENT
    }

    /**
     * {@return a decoder at the start of a connection}
     *
     * @param role what it reads
     * @param limits how much it takes
     */
    Decoder decoder(Role role, WireLimits limits);

    /**
     * {@return a message up to its body: the frame's length, the head and what ends it, ready to be read}
     *
     * @param head what to write; Content-Length is added where there is a body
     * @param bodySize the bytes of body that will follow
     * @throws IllegalArgumentException if a name or a value cannot be written as it is, a line break in a value for instance; or if the frame
     *     would be larger than {@link WireLimits#LARGEST_FRAME}
     */
    ByteBuffer head(Head head, long bodySize);

    /** Reads one connection's bytes. One thread at a time. */
    interface Decoder {
        /**
         * {@return what the next bytes mean} It takes bytes from the buffer until it can say something; call it until it needs more.
         *
         * @param in the bytes, taken as far as the event goes
         */
        Event next(ByteBuffer in);

        /** {@return whether no byte of a message has been taken since the last {@link Event.End}} The end of the stream is orderly only there. */
        boolean atBoundary();
    }
}
