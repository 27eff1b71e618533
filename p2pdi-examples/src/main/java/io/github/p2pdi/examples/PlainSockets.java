package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Byte streams over blocking sockets: all that one has to write for a transport of one's own, in fewer than 80 lines of code. Channels of the JDK do
 * by themselves what streams must do when they are closed or interrupted. See {@link CustomTransport}.
 */
record PlainSockets(String scheme) implements ByteStreams {
    private static final int BACKLOG = 1024;

    @Override
    public ByteStream connect(PeerAddress to, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft()));
            int timeout = (int) Math.min(millis, Integer.MAX_VALUE);
            channel.socket().connect(new InetSocketAddress(to.host(), to.port()), timeout);
            return Stream.of(scheme, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Acceptor bind(PeerAddress at) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(at.host(), at.port()), BACKLOG);
            return new Accepting(server, at.withPort(server.socket().getLocalPort()));
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private record Accepting(ServerSocketChannel server, PeerAddress address) implements Acceptor {
        @Override
        public ByteStream accept() throws IOException {
            return Stream.of(address.scheme(), server.accept());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private record Stream(SocketChannel channel, PeerAddress local, Remote remote) implements ByteStream {
        static Stream of(String scheme, SocketChannel channel) {
            InetSocketAddress local = (InetSocketAddress) channel.socket().getLocalSocketAddress();
            InetSocketAddress remote = (InetSocketAddress) channel.socket().getRemoteSocketAddress();
            return new Stream(channel, Remote.of(scheme, local).address(), Remote.of(scheme, remote));
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int size = bytes.remaining();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return size;
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
