package io.github.p2pdi.testkit;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A socket that listens, and at which nobody accepts: for {@link TransportContract#deafAddress()}.
 *
 * <p>One thread at a time.
 */
public final class DeafServer implements AutoCloseable {
    /** With one that may wait, Linux lets two; others have counts of their own, so there are more who try. */
    private static final int BACKLOG = 1;

    private static final int LET_IN = 2;
    private static final int TRYING = 16;

    private final ServerSocketChannel server;
    private final Deque<SocketChannel> clients = new ArrayDeque<>();

    private DeafServer(ServerSocketChannel server) {
        this.server = server;
    }

    /** {@return a place on 127.0.0.1, on a port of its own}, for {@link #silent} and {@link #full} */
    public static SocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /**
     * {@return one that is connected to, and says nothing then}
     *
     * @param at where to listen
     * @throws IOException if it cannot listen there
     */
    public static DeafServer silent(SocketAddress at) throws IOException {
        return new DeafServer(listening(at, 1024));
    }

    /**
     * {@return one that is full, so that connecting waits}
     *
     * @param at where to listen
     * @throws IOException if it cannot listen there
     */
    public static DeafServer full(SocketAddress at) throws IOException {
        DeafServer full = new DeafServer(listening(at, BACKLOG));
        boolean filled = false;
        try {
            full.fill();
            filled = true;
        } finally {
            if (!filled) {
                full.close();
            }
        }
        return full;
    }

    private static ServerSocketChannel listening(SocketAddress at, int backlog) throws IOException {
        ServerSocketChannel server = at instanceof InetSocketAddress
                ? ServerSocketChannel.open()
                : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return server.bind(at, backlog);
        } catch (IOException e) {
            Closing.quietly(server);
            throw e;
        }
    }

    private void fill() throws IOException {
        for (int i = 0; i < LET_IN; i++) {
            clients.push(SocketChannel.open(address()));
        }
        for (int i = 0; i < TRYING && address() instanceof InetSocketAddress; i++) {
            SocketChannel trying = SocketChannel.open();
            clients.push(trying);
            trying.configureBlocking(false);
            trying.connect(address());
        }
    }

    private SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    /**
     * {@return where it listens, as an address of a transport}
     *
     * @param scheme the transport's
     * @throws IOException if it is closed
     */
    public PeerAddress address(String scheme) throws IOException {
        return address() instanceof InetSocketAddress internet
                ? new PeerAddress(scheme, internet.getAddress().getHostAddress(), internet.getPort())
                : new PeerAddress(scheme, address().toString(), 0);
    }

    @Override
    public void close() {
        clients.forEach(Closing::quietly);
        Closing.quietly(server);
    }
}
