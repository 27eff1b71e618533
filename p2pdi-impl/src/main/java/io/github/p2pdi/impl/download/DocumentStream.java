package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A document as its reader sees it. One thread at a time, but for {@link #close()}. */
final class DocumentStream extends InputStream {
    private final Handover handover;
    private final Call call;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private boolean atEnd;
    private volatile boolean closed;

    /** {@code call} ends what fetches it. */
    DocumentStream(Handover handover, Call call) {
        this.handover = handover;
        this.call = call;
    }

    /** Waits until somebody delivers. */
    void awaitBegin() throws P2pdiException, InterruptedException {
        boolean begun = false;
        try {
            handover.awaitBegin();
            begun = true;
        } finally {
            if (!begun) {
                close();
            }
        }
    }

    boolean isClosed() {
        return closed;
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream is closed");
        }
        try {
            while (!atEnd && !piece.hasRemaining()) {
                @Nullable ByteBuffer next = handover.take();
                atEnd = next == null;
                piece = next == null ? piece : next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the document was read");
        }
        if (closed) {
            throw new IOException("the stream is closed");
        }
        return !atEnd;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.remaining());
        piece.get(into, offset, count);
        return count;
    }

    @Override
    public int available() {
        return piece.hasRemaining() ? piece.remaining() : handover.available();
    }

    @Override
    public void close() {
        closed = true;
        handover.close();
        call.cancel();
    }
}
