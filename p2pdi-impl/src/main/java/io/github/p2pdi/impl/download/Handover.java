package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Between the thread that fetches a document and the one that reads it: a few pieces wait, no more. Its monitor guards all. */
final class Handover {
    private static final int PIECES = 4;

    private final Queue<ByteBuffer> pieces = new ArrayDeque<>(PIECES);
    private boolean begun;
    private boolean ended;
    private boolean closed;
    private @Nullable P2pdiException failure;

    /** Gives a piece away; waits for room. */
    synchronized void put(ByteBuffer piece) {
        while (pieces.size() == PIECES && !closed) {
            pause(0);
        }
        checkOpen();
        begun = true;
        pieces.add(piece);
        notifyAll();
    }

    /** Nothing more comes. */
    synchronized void end(@Nullable P2pdiException why) {
        ended = true;
        begun = begun || why == null;
        failure = why;
        notifyAll();
    }

    /** Waits until there is something to read, or it is known that there is nothing. */
    synchronized void awaitBegin() throws P2pdiException, InterruptedException {
        while (!begun && !ended && !closed) {
            wait();
        }
        if (!begun && failure != null) {
            throw failure;
        }
    }

    /** The next piece; null at the end of the document, and nowhere before it. */
    synchronized @Nullable ByteBuffer take() throws IOException, InterruptedException {
        while (pieces.isEmpty() && !ended && !closed) {
            wait();
        }
        ByteBuffer piece = pieces.poll();
        notifyAll();
        if (piece == null && failure != null) {
            throw failure;
        }
        if (piece == null && !ended) {
            throw new IOException("the transfer was ended on this side before the end of the document");
        }
        return piece;
    }

    /** How many bytes can be read at once. */
    synchronized int available() {
        ByteBuffer first = pieces.peek();
        return first == null ? 0 : first.remaining();
    }

    /** For the thread that fetches: waits for news, or for some time to pass. */
    synchronized void rest(Duration most) {
        if (!closed) {
            pause(Math.max(1, most.toMillis()));
        }
        checkOpen();
    }

    /** There are news. */
    synchronized void wake() {
        notifyAll();
    }

    /** Nobody reads any more. */
    synchronized void close() {
        closed = true;
        pieces.clear();
        notifyAll();
    }

    private void checkOpen() {
        if (closed) {
            throw new CancellationException("nobody reads the document any more");
        }
    }

    @SuppressWarnings("WaitNotInLoop") // The loops are the callers'.
    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.timedWait(this, millis == 0 ? Long.MAX_VALUE : millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
