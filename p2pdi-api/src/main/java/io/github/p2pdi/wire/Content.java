package io.github.p2pdi.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a document, open for reading at any position. One thread at a time.
 */
public interface Content extends Closeable {
    /**
     * {@return the number of bytes}
     *
     * @throws IOException if it cannot be told any more
     */
    long size() throws IOException;

    /**
     * Reads bytes from a position. It may read fewer than asked.
     *
     * @param into where to
     * @param position from where, in bytes
     * @return how many were read; -1 at or behind the end
     * @throws IOException if they cannot be read, or are no longer those that were opened
     */
    int read(ByteBuffer into, long position) throws IOException;
}
