package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.RareLog;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A blocking socket that listens, and makes a stream of each connection. */
public final class SocketAcceptor implements ByteStreams.Acceptor {
    private static final Logger LOG = LoggerFactory.getLogger(SocketAcceptor.class);
    private static final long PAUSE_MILLIS = 100;

    private final ServerSocketChannel server;
    private final PeerAddress address;
    private final Accepted accepted;
    private final RareLog failures;

    /** Takes over a socket that is bound there. */
    public SocketAcceptor(ServerSocketChannel server, PeerAddress address, TimeSource time, Accepted accepted) {
        this.server = server;
        this.address = address;
        this.accepted = accepted;
        this.failures = new RareLog(time);
    }

    /** Listens on IP. */
    public static SocketAcceptor bind(PeerAddress at, TimeSource time, Accepted accepted) throws IOException {
        BoundSocket bound = BoundSocket.bind(at);
        return new SocketAcceptor(bound.channel(), bound.address(), time, accepted);
    }

    @Override
    public PeerAddress address() {
        return address;
    }

    @Override
    public ByteStream accept() throws IOException {
        while (true) {
            SocketChannel channel = next();
            boolean whole = false;
            try {
                ByteStream stream = accepted.stream(channel);
                whole = true;
                return stream;
            } catch (IOException e) {
                // It is gone before it was served.
            } finally {
                if (!whole) {
                    Closer.close(channel);
                }
            }
        }
    }

    private SocketChannel next() throws IOException {
        while (true) {
            try {
                return server.accept();
            } catch (IOException e) {
                if (!server.isOpen()) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    /** Out of descriptors, most likely: trying again at once would only burn the processor. */
    private void pause(IOException cause) throws IOException {
        failures.tell(others -> LOG.warn("cannot accept at {}, pausing: {}{}", address, cause.getMessage(), others));
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Makes a stream of a connection that was accepted; does not wait for anything from it. */
    @FunctionalInterface
    public interface Accepted {
        ByteStream stream(SocketChannel channel) throws IOException;
    }
}
