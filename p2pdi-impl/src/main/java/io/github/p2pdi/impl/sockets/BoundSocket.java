package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** A socket of IP that listens. */
public record BoundSocket(ServerSocketChannel channel, PeerAddress address) {
    /** Connections that wait to be accepted; fewer make many that connect at once stall for a second. */
    public static final int BACKLOG = 1024;

    /** Listens. A wildcard is told as it was given: the system may have made IPv6 of it. */
    public static BoundSocket bind(PeerAddress at) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            // On Windows the option lets two processes share a port, so there it is left alone.
            if (!System.getProperty("os.name").startsWith("Windows")) {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(new InetSocketAddress(InetAddress.getByName(at.host()), at.port()), BACKLOG);
            return new BoundSocket(channel, address(at, (InetSocketAddress) channel.getLocalAddress()));
        } catch (IOException e) {
            Closer.close(channel);
            throw e;
        } catch (UnsupportedAddressTypeException e) {
            Closer.close(channel);
            throw Reasons.unsupported(e);
        }
    }

    private static PeerAddress address(PeerAddress at, InetSocketAddress bound) {
        return bound.getAddress().isAnyLocalAddress()
                ? at.withPort(bound.getPort())
                : new PeerAddress(at.scheme(), bound.getAddress().getHostAddress(), bound.getPort());
    }
}
