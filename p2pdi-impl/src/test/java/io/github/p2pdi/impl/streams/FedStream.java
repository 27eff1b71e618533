package io.github.p2pdi.impl.streams;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A stream whose other side is the test. */
final class FedStream implements ByteStream {
    private static final PeerAddress ADDRESS = new PeerAddress("fed", "here", 1);

    /** Has one more for each read that is begun. */
    final Semaphore reading = new Semaphore(0);
    /** It has been said that nothing more will be written. */
    final CountDownLatch goodbye = new CountDownLatch(1);

    /** Runs before anything is written. */
    volatile Runnable onWrite = () -> {};

    private final CountDownLatch closed = new CountDownLatch(1);
    /** Nothing once there will be no more. */
    private final BlockingQueue<Optional<ByteBuffer>> arriving = new LinkedBlockingQueue<>();

    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();

    /** Each is read in one piece. */
    void feed(String bytes) {
        arriving.add(Optional.of(StandardCharsets.US_ASCII.encode(bytes)));
    }

    /** The next that is written, or the empty text after ten seconds. */
    String nextWritten() throws InterruptedException {
        String next = written.poll(10, TimeUnit.SECONDS);
        return next == null ? "" : next;
    }

    boolean awaitClosed() throws InterruptedException {
        return closed.await(10, TimeUnit.SECONDS);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        reading.release();
        try {
            ByteBuffer bytes = arriving.take().orElseThrow(ClosedChannelException::new);
            int count = bytes.remaining();
            into.put(bytes);
            return count;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        onWrite.run();
        int count = bytes.remaining();
        written.add(StandardCharsets.US_ASCII.decode(bytes).toString());
        return count;
    }

    @Override
    public void shutdownOutput() {
        goodbye.countDown();
    }

    @Override
    public void close() {
        closed.countDown();
        arriving.add(Optional.empty());
    }

    @Override
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    @Override
    public boolean isSpent() {
        return true;
    }

    @Override
    public Remote remote() {
        return new Remote(ADDRESS, Remote.LOOPBACK);
    }

    @Override
    public PeerAddress local() {
        return ADDRESS;
    }
}
