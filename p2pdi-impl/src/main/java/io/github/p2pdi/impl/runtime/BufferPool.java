package io.github.p2pdi.impl.runtime;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Direct buffers to use again: fresh ones are dear, and only the collector frees them. Holds as many as were ever out at once. */
public final class BufferPool {
    private final int size;
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();

    /** Of buffers of so many bytes. */
    public BufferPool(int size) {
        this.size = size;
    }

    /** A cleared buffer, to be given back. */
    public ByteBuffer take() {
        ByteBuffer pooled = free.poll();
        return pooled == null ? ByteBuffer.allocateDirect(size) : pooled.clear();
    }

    /** Gives one back; the caller does not touch it any more. */
    public void giveBack(ByteBuffer buffer) {
        free.add(buffer);
    }
}
