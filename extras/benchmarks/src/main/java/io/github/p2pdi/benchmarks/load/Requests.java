package io.github.p2pdi.benchmarks.load;

import java.nio.ByteBuffer;

/** What one connection asks, again and again. */
public interface Requests {
    /** {@return the bytes of the next request, from position to limit} The buffer is the same each time and is read before the next call. */
    ByteBuffer next();
}
