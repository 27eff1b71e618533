package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A blocking socket as a stream. */
public final class SocketStream implements ByteStream {
    private final SocketChannel channel;
    private final PeerAddress local;
    private final Remote remote;
    /** Where it was accepted: who is served may read as slowly as they can. */
    private final @Nullable PatientSocket served;

    private SocketStream(SocketChannel channel, PeerAddress local, Remote remote, @Nullable PatientSocket served) {
        this.channel = channel;
        this.local = local;
        this.remote = remote;
        this.served = served;
    }

    /** One that was connected. */
    public static SocketStream connected(SocketChannel channel, PeerAddress local, Remote remote) {
        return new SocketStream(channel, local, remote, null);
    }

    /** One of IP that was connected. */
    public static SocketStream connected(String scheme, SocketChannel channel) throws IOException {
        return connected(channel, local(scheme, channel), remote(scheme, channel));
    }

    /** One that was accepted. */
    public static SocketStream accepted(SocketChannel channel, PeerAddress local, Remote remote) {
        return new SocketStream(channel, local, remote, new PatientSocket(channel));
    }

    /** One of IP that was accepted. */
    public static SocketStream accepted(String scheme, SocketChannel channel) throws IOException {
        return accepted(channel, local(scheme, channel), remote(scheme, channel));
    }

    private static PeerAddress local(String scheme, SocketChannel channel) throws IOException {
        return Remote.of(scheme, (InetSocketAddress) channel.getLocalAddress()).address();
    }

    private static Remote remote(String scheme, SocketChannel channel) throws IOException {
        return Remote.of(scheme, (InetSocketAddress) channel.getRemoteAddress());
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
        return served == null ? channel.read(into) : served.read(into);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int size = bytes.remaining();
        if (served != null) {
            served.write(bytes);
        }
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
        if (served != null) {
            served.close();
        }
        channel.close();
    }
}
