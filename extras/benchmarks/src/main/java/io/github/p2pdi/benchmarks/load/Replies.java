package io.github.p2pdi.benchmarks.load;

import java.nio.ByteBuffer;

/** Reads the replies that come over one connection, wherever the bytes are cut. */
public interface Replies {
    /** Takes bytes, up to the end of a reply at most, and gives whether the reply is whole. Then the next one begins. */
    boolean take(ByteBuffer in);

    /** {@return whether the reply that was whole last said no} */
    boolean refused();

    /** The connection is a new one. */
    void reset();
}
