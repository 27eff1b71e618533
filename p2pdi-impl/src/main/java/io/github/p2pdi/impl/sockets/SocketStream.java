package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A blocking socket as a stream. */
public final class SocketStream implements ByteStream {
    private final SocketChannel channel;
    private final PeerAddress local;
    private final Remote remote;

    public SocketStream(SocketChannel channel, PeerAddress local, Remote remote) {
        this.channel = channel;
        this.local = local;
        this.remote = remote;
    }

    /** One of IP, that is connected. */
    public static SocketStream of(String scheme, SocketChannel channel) throws IOException {
        PeerAddress local =
                Remote.of(scheme, (InetSocketAddress) channel.getLocalAddress()).address();
        return new SocketStream(channel, local, Remote.of(scheme, (InetSocketAddress) channel.getRemoteAddress()));
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

    /** Writes what goes without waiting, if nobody reads or writes; for a last word that may be lost. */
    public void writeSome(ByteBuffer bytes) throws IOException {
        channel.configureBlocking(false);
        channel.write(bytes);
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
