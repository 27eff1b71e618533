package io.github.p2pdi.benchmarks.load;

import java.nio.ByteBuffer;

/** The same request each time. */
public final class SameRequest implements Requests {
    private final ByteBuffer bytes;

    /** Of these bytes. */
    public SameRequest(byte[] bytes) {
        this.bytes = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }

    @Override
    public ByteBuffer next() {
        return bytes.rewind();
    }
}
