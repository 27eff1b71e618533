package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A blocking socket as a stream: the client's end. */
final class SocketStream implements ByteStream {
    private final SocketChannel channel;
    private final PeerAddress local;
    private final Remote remote;

    SocketStream(SocketChannel channel, PeerAddress to) throws IOException {
        this.channel = channel;
        InetSocketAddress here = (InetSocketAddress) channel.getLocalAddress();
        this.local = PeerAddress.of(here.getAddress().getHostAddress(), here.getPort());
        this.remote = Remote.of(to.scheme(), (InetSocketAddress) channel.getRemoteAddress());
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
            int read = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return read != 0;
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
