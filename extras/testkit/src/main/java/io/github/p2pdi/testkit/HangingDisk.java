package io.github.p2pdi.testkit;

import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** A disk with a large document that cannot be read beyond some position until this is closed, and fails then. To be closed before what reads it is. */
final class HangingDisk implements AutoCloseable {
    private static final long SIZE = 64L << 20;
    private static final long HANGS_AT = 8L << 20;

    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    Body document() {
        return new Body.Slice(new Document(), 0, SIZE);
    }

    /** Waits until somebody wants to read on. */
    void awaitHanging() throws InterruptedException {
        Patience.await(hanging, "a document to be read as far as it can be");
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private final class Document implements Content {
        private final CountedContent good = new CountedContent(SIZE);

        @Override
        public long size() {
            return SIZE;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            if (position < HANGS_AT) {
                return good.read(into, position);
            }
            hanging.countDown();
            try {
                Patience.await(closed, "the test to end");
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
            throw new IOException("the disk hung at " + position);
        }

        @Override
        public void close() {
            good.close();
        }
    }
}
