package io.github.p2pdi.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** What follows a head: bytes at hand, or a slice of a document. The transport that was given it closes it once, whatever happens. */
public sealed interface Body extends Closeable permits Body.Bytes, Body.Slice {
    /** Nothing. */
    Body NONE = new Bytes(List.of());

    /** {@return the number of bytes} */
    long size();

    @Override
    void close() throws IOException;

    /**
     * {@return a body of these bytes}
     *
     * @param bytes shared, not copied: not to be changed from now on
     */
    static Body of(ByteBuffer bytes) {
        return bytes.hasRemaining() ? new Bytes(List.of(bytes)) : NONE;
    }

    /**
     * Bytes at hand. They may be shared by many answers: readers take duplicates.
     *
     * <p>Immutable.
     *
     * @param buffers read-only views of the bytes
     */
    record Bytes(List<ByteBuffer> buffers) implements Body {
        /**
         * Takes read-only views.
         *
         * @param buffers as described above
         */
        public Bytes {
            ByteBuffer[] views = new ByteBuffer[buffers.size()];
            for (int i = 0; i < views.length; i++) {
                views[i] = buffers.get(i).asReadOnlyBuffer();
            }
            buffers = List.of(views);
        }

        @Override
        public long size() {
            long size = 0;
            for (ByteBuffer buffer : buffers) {
                size += buffer.remaining();
            }
            return size;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /**
     * A slice of a document; closing it closes the document.
     *
     * @param content the document
     * @param offset where the slice begins, in bytes
     * @param size its length in bytes
     */
    record Slice(Content content, long offset, long size) implements Body {
        /**
         * Checks the bounds.
         *
         * @param content as described above
         * @param offset as described above
         * @param size as described above
         * @throws IllegalArgumentException if one is negative
         */
        public Slice {
            if (offset < 0 || size < 0) {
                throw new IllegalArgumentException("negative: offset " + offset + ", size " + size);
            }
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
