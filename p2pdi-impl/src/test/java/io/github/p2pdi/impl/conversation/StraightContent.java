package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.runtime.DirectContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Content whose byte at position n is n, and that can go straight to a channel; it may change at a position. */
final class StraightContent implements DirectContent {
    private final CountingContent bytes;
    private final long changesAt;

    StraightContent(long size) {
        this(size, Long.MAX_VALUE);
    }

    StraightContent(long size, long changesAt) {
        bytes = new CountingContent(size);
        this.changesAt = changesAt;
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public void check(long position) throws IOException {
        if (position >= changesAt) {
            throw new IOException("changed");
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) count);
        bytes.read(piece, position);
        return to.write(piece.flip());
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public int read(ByteBuffer into, long position) {
        return bytes.read(into, position);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
