package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.transport.Incoming;
import java.nio.ByteBuffer;

/** Reads bodies and compares them with what {@link CountedContent} makes. */
final class Reading {
    private static final int BUFFER = 64 << 10;

    private Reading() {}

    /** Reads a body to its end: it must be the document's bytes from an offset on, as many as announced. */
    static void expectDocument(Incoming frame, long offset, long size) throws P2pdiException {
        assertEquals(size, frame.size(), "the size that is announced");
        assertEquals(size, expectBytes(frame, offset), "the bytes that came");
    }

    /** Reads to the end what must be the document's bytes from an offset on; gives how many came. */
    static long expectBytes(Incoming frame, long offset) throws P2pdiException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long at = offset;
        while (frame.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                expectByte(buffer.get(), at++);
            }
            buffer.clear();
        }
        return at - offset;
    }

    /** Reads and drops what is left of an answer, so that the connection can be used again. */
    static void skip(Incoming frame) throws P2pdiException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (frame.read(buffer) >= 0) {
            buffer.clear();
        }
    }

    private static void expectByte(byte seen, long position) {
        if (seen != CountedContent.at(position)) {
            throw new AssertionError(
                    "the byte at " + position + " is " + seen + ", not " + CountedContent.at(position));
        }
    }
}
