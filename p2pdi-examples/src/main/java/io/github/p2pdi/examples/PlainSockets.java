package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** Byte streams over blocking sockets: all that one has to write for a transport of one's own. See {@link CustomTransport}. */
final class PlainSockets implements ByteStreams {
    private static final int BACKLOG = 1024;

    private final String scheme;

    PlainSockets(String scheme) {
        this.scheme = scheme;
    }

    @Override
    public ByteStream connect(PeerAddress to, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft());
            if (millis < 1) {
                throw new SocketTimeoutException("no time is left to connect to " + to);
            }
            channel.socket().connect(socketAddress(to), (int) Math.min(millis, Integer.MAX_VALUE));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return stream(channel);
    }

    @Override
    public Acceptor bind(PeerAddress at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(socketAddress(at), BACKLOG);
            return new Accepting(server);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private ByteStream stream(SocketChannel channel) throws IOException {
        try {
            return new Stream(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static InetSocketAddress socketAddress(PeerAddress address) {
        return new InetSocketAddress(address.host(), address.port());
    }

    private final class Accepting implements Acceptor {
        private final ServerSocketChannel server;
        private final PeerAddress address;

        Accepting(ServerSocketChannel server) throws IOException {
            this.server = server;
            address = Remote.of(scheme, (InetSocketAddress) server.getLocalAddress())
                    .address();
        }

        @Override
        public PeerAddress address() {
            return address;
        }

        @Override
        public ByteStream accept() throws IOException {
            return stream(server.accept());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private final class Stream implements ByteStream {
        private final SocketChannel channel;
        private final Remote remote;
        private final PeerAddress local;

        Stream(SocketChannel channel) throws IOException {
            this.channel = channel;
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            remote = Remote.of(scheme, (InetSocketAddress) channel.getRemoteAddress());
            local = Remote.of(scheme, (InetSocketAddress) channel.getLocalAddress())
                    .address();
        }

        @Override
        public Remote remote() {
            return remote;
        }

        @Override
        public PeerAddress local() {
            return local;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int written = 0;
            while (bytes.hasRemaining()) {
                written += channel.write(bytes);
            }
            return written;
        }

        @Override
        public void shutdownOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override
        public boolean isSpent() {
            try {
                channel.configureBlocking(false);
                boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
                channel.configureBlocking(true);
                return !silent;
            } catch (IOException e) {
                return true;
            }
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
