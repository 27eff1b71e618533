package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.wire.Content;
import java.nio.ByteBuffer;

/** Content whose byte at position n is n, and that counts how often it is closed; it may be shorter than it says. */
final class CountingContent implements Content {
    private final long size;
    private final long readable;
    private int closed;

    CountingContent(long size) {
        this(size, size);
    }

    CountingContent(long size, long readable) {
        this.size = size;
        this.readable = readable;
    }

    int closed() {
        return closed;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer into, long position) {
        if (position >= readable) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), Math.min(readable - position, 1000));
        for (int i = 0; i < count; i++) {
            into.put((byte) (position + i));
        }
        return count;
    }

    @Override
    public void close() {
        closed++;
    }
}
