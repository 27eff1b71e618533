package io.github.p2pdi.impl.peer;

import io.github.p2pdi.wire.Content;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that are made when they are read, a piece at a time, and not kept: each time a piece is made it is the same. One thread at a time. */
final class PiecedContent implements Content {
    private final Pieces pieces;
    private final long[] starts;
    private int last = -1;
    private @Nullable ByteBuffer lastPiece;

    /**
     * Makes a content.
     *
     * @param starts where each piece begins, and behind them the size of all: they are measured by {@link PiecedBody}
     */
    PiecedContent(Pieces pieces, long[] starts) {
        this.pieces = pieces;
        this.starts = starts;
    }

    /** Makes pieces. */
    interface Pieces {
        /** Makes one; it has at least one byte. */
        ByteBuffer piece(int index);
    }

    @Override
    public long size() {
        return starts[starts.length - 1];
    }

    @Override
    public int read(ByteBuffer into, long position) {
        if (position >= size()) {
            return -1;
        }
        int before = into.position();
        long at = position;
        while (into.hasRemaining() && at < size()) {
            at += copy(into, at);
        }
        return into.position() - before;
    }

    private int copy(ByteBuffer into, long position) {
        int found = Arrays.binarySearch(starts, position);
        int index = found >= 0 ? found : -found - 2;
        ByteBuffer piece = piece(index);
        int offset = (int) (position - starts[index]);
        int length = Math.min(into.remaining(), piece.limit() - offset);
        into.put(piece.duplicate().position(offset).limit(offset + length));
        return length;
    }

    private ByteBuffer piece(int index) {
        ByteBuffer piece = lastPiece;
        if (piece == null || last != index) {
            piece = pieces.piece(index);
            last = index;
            lastPiece = piece;
        }
        return piece;
    }

    @Override
    public void close() {
        lastPiece = null;
    }
}
