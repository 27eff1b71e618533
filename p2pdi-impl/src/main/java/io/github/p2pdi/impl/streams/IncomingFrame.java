package io.github.p2pdi.impl.streams;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One frame of an answer. Its end is taken in as soon as its last byte is, so that the connection is free by then. */
final class IncomingFrame implements Incoming {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final StreamClientConnection connection;
    private final ResponseHead head;
    private final long size;
    private final boolean anotherFollows;
    private long left;
    private volatile boolean ended;
    private boolean nextTaken;
    private ByteBuffer chunk = NOTHING;

    IncomingFrame(StreamClientConnection connection, ResponseHead head, long size, boolean anotherFollows) {
        this.connection = connection;
        this.head = head;
        this.size = size;
        this.left = size;
        this.anotherFollows = anotherFollows;
    }

    @Override
    public ResponseHead head() {
        return head;
    }

    @Override
    public long size() {
        return size;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isLast() {
        return !anotherFollows;
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        if (left == 0) {
            return -1;
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        int read = chunk.hasRemaining() || connection.wire().hasBuffered() ? readBuffered(into) : readThrough(into);
        left -= read;
        endIfEmpty();
        return read;
    }

    private int readBuffered(ByteBuffer into) throws P2pdiException {
        if (!chunk.hasRemaining()) {
            chunk = ((Event.Chunk) connection.wire().next(connection.stallDeadline())).bytes();
        }
        int count = Math.min(chunk.remaining(), into.remaining());
        into.put(into.position(), chunk, chunk.position(), count).position(into.position() + count);
        chunk.position(chunk.position() + count);
        if (!chunk.hasRemaining()) {
            // It is a part of the connection's buffer, which is large, and whoever keeps the connection keeps this
            // frame.
            chunk = NOTHING;
        }
        return count;
    }

    private int readThrough(ByteBuffer into) throws P2pdiException {
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + left));
        try {
            return connection.wire().readBody(into, connection.stallDeadline());
        } finally {
            into.limit(limit);
        }
    }

    void endIfEmpty() throws P2pdiException {
        if (left == 0 && !ended) {
            // The decoder owes an End, which needs no more bytes.
            connection.wire().next(connection.stallDeadline());
            ended = true;
        }
    }

    @Override
    public Optional<Incoming> next() throws P2pdiException {
        if (!ended) {
            throw new IllegalStateException("this frame has not been read to its end");
        }
        if (!anotherFollows || nextTaken) {
            return Optional.empty();
        }
        nextTaken = true;
        return connection.next();
    }

    @Override
    public boolean isOpen() {
        return left > 0;
    }

    @Override
    public void close() {
        if (!ended) {
            connection.close();
        }
    }
}
