package io.github.p2pdi.impl.streams;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A stream, and the only one that ever comes: some bytes, and then nothing. The other side may take nothing either. */
final class OneStream implements ByteStreams, ByteStream {
    static final PeerAddress ADDRESS = new PeerAddress("one", "here", 1);

    /** All bytes have been read, and more is waited for. */
    final CountDownLatch silent = new CountDownLatch(1);
    /** Something is being written. */
    final CountDownLatch writing = new CountDownLatch(1);
    /** It is being said that nothing more will be. */
    final CountDownLatch goingSilent = new CountDownLatch(1);

    final CountDownLatch closed = new CountDownLatch(1);
    /** Whether who writes waits for ever. */
    volatile boolean takesNothing;
    /** Whether who says that he writes nothing more does. */
    volatile boolean hearsNoGoodbye;

    private final CountDownLatch listening = new CountDownLatch(1);
    private final ByteBuffer bytes;
    private boolean accepted;

    OneStream(String bytes) {
        this.bytes = StandardCharsets.US_ASCII.encode(bytes);
    }

    @Override
    public ByteStream connect(PeerAddress to, Deadline deadline) throws IOException {
        throw new IOException("nobody is there");
    }

    @Override
    public Acceptor bind(PeerAddress at) {
        return new Acceptor() {
            @Override
            public PeerAddress address() {
                return ADDRESS;
            }

            @Override
            public ByteStream accept() throws IOException {
                return OneStream.this.accept();
            }

            @Override
            public void close() {
                listening.countDown();
            }
        };
    }

    private ByteStream accept() throws IOException {
        if (accepted) {
            await(listening);
            throw new ClosedChannelException();
        }
        accepted = true;
        return this;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), into.remaining());
            into.put(into.position(), bytes, bytes.position(), count).position(into.position() + count);
            bytes.position(bytes.position() + count);
            return count;
        }
        silent.countDown();
        await(closed);
        throw new ClosedChannelException();
    }

    @Override
    public int write(ByteBuffer written) throws IOException {
        writing.countDown();
        if (takesNothing) {
            await(closed);
            throw new ClosedChannelException();
        }
        int count = written.remaining();
        written.position(written.limit());
        return count;
    }

    @Override
    public void shutdownOutput() throws IOException {
        goingSilent.countDown();
        if (hearsNoGoodbye) {
            await(closed);
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        closed.countDown();
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
