package io.github.p2pdi.testkit;

import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A document that cannot be read beyond some position until a test allows it: a disk that hangs. Reading it then fails. */
final class StallingContent implements Content {
    private final CountedContent document;
    private final long stallsAt;
    private final CountDownLatch until;

    StallingContent(CountedContent document, long stallsAt, CountDownLatch until) {
        this.document = document;
        this.stallsAt = stallsAt;
        this.until = until;
    }

    Body body() {
        return new Body.Slice(this, 0, document.size());
    }

    @Override
    public long size() {
        return document.size();
    }

    @Override
    public Optional<FileChannel> file() {
        return Optional.empty();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (position < stallsAt) {
            return document.read(into, position);
        }
        try {
            Patience.await(until, "the test to end");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        throw new IOException("the disk hung at " + position);
    }

    @Override
    public void close() {
        document.close();
    }
}
