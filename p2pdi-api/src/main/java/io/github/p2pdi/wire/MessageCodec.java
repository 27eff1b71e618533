package io.github.p2pdi.wire;

import java.nio.ByteBuffer;

/**
 * Turns messages into bytes and back, without I/O, threads or a clock. One of one's own is given in a configuration
 * ({@link io.github.p2pdi.node.NodeConfig.Builder#codec}), of all nodes that are to understand each other. What a codec must keep:
 *
 * <ol>
 *   <li>A head that was written is read as it was: a request with its method, target and headers, an answer with its status and headers; headers in their order, any
 *       text in their values. What it cannot write like that it refuses, and never sends otherwise.
 *   <li>Bodies travel verbatim, right behind their head, so that files can be sent without copying. How many bytes they are is the codec's to
 *       say ({@code Content-Length} is no header of a head that it is given).
 *   <li>A decoder tells of each message {@link Event.Started}, then, for each piece that has bytes of the body, one {@link Event.Chunk} of all of them, and
 *       {@link Event.End} in the call behind the last byte, for which it asks for no more. What comes next is of another message, and is left alone.
 *   <li>Bytes come in pieces that end anywhere. It says {@link Event.NeedMore} once it has taken all of a piece, and not before; of what it still needs it
 *       keeps a copy.
 *   <li>It throws nothing. What is not as it should be, or is more than the {@link WireLimits} allow, is {@link Event.Malformed}: at the first byte from
 *       which it can tell, and with no room made for more than they allow. What it is given once the boundary is lost it takes, and says
 *       {@link Event.NeedMore}.
 *   <li>{@link Decoder#atBoundary} is true before the first byte of each message and behind its end, and nowhere else: only there is the end of
 *       the stream orderly.
 * </ol>
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
     * {@return a message up to its body, ready to be read; the caller's own, not to be written to by anybody any more} Rules 1 and 2.
     *
     * @param head what to write
     * @param bodySize the bytes of body that will follow
     * @throws IllegalArgumentException if it cannot be written as it is: for the protocol's codec a line break in a value, for instance, or a frame
     *     larger than {@link WireLimits#LARGEST_FRAME}
     */
    ByteBuffer head(Head head, long bodySize);

    /** Reads one connection's bytes: rules 3 to 6. One thread at a time. */
    interface Decoder {
        /**
         * {@return what the next bytes mean} It takes bytes from the buffer until it can say something; call it until it needs more.
         *
         * @param in the bytes, taken as far as the event goes
         */
        Event next(ByteBuffer in);

        /** {@return whether no byte of a message has been taken since the last {@link Event.End}} */
        boolean atBoundary();
    }
}
