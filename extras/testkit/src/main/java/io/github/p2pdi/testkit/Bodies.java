package io.github.p2pdi.testkit;

import io.github.p2pdi.wire.Body;
import java.nio.ByteBuffer;
import java.util.List;

/** The kinds of bodies that there are; each holds the first bytes of the document that {@link CountedContent} makes. */
enum Bodies {
    /** Bytes at hand, in three buffers. */
    BYTES {
        @Override
        Body of(int size) {
            ByteBuffer bytes = bytes(size);
            int third = size / 3;
            return new Body.Bytes(List.of(
                    bytes.slice(0, third), bytes.slice(third, third), bytes.slice(2 * third, size - 2 * third)));
        }
    },
    /** A document that is no file. */
    DOCUMENT {
        @Override
        Body of(int size) {
            return new CountedContent(size).body();
        }
    },
    /** A slice out of the middle of a file. */
    FILE {
        @Override
        Body of(int size) {
            return new Body.Slice(new DocumentFile(BEFORE, size, BEHIND), BEFORE, size);
        }
    };

    private static final int BEFORE = 3;
    private static final int BEHIND = 1000;

    abstract Body of(int size);

    private static ByteBuffer bytes(int size) {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (int at = 0; at < size; at++) {
            bytes.put(CountedContent.at(at));
        }
        return bytes.flip();
    }
}
