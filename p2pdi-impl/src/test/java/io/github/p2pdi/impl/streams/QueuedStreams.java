package io.github.p2pdi.impl.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Streams that come when a test says so. */
final class QueuedStreams implements ByteStreams, ByteStreams.Acceptor {
    static final PeerAddress ADDRESS = new PeerAddress("queued", "here", 1);

    /** Nothing once there will be no more. */
    private final BlockingQueue<Optional<ByteStream>> arriving = new LinkedBlockingQueue<>();

    TransportProvider provider() {
        return new StreamTransportProvider(ADDRESS.scheme(), this);
    }

    void arrive(ByteStream stream) {
        arriving.add(Optional.of(stream));
    }

    @Override
    public ByteStream connect(PeerAddress to, Deadline deadline) throws IOException {
        throw new IOException("nobody is there");
    }

    @Override
    public Acceptor bind(PeerAddress at) {
        assertEquals(ADDRESS, at);
        return this;
    }

    @Override
    public PeerAddress address() {
        return ADDRESS;
    }

    @Override
    public ByteStream accept() throws IOException {
        try {
            return arriving.take().orElseThrow(ClosedChannelException::new);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        arriving.add(Optional.empty());
    }
}
