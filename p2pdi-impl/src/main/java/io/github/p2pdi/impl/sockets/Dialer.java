package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.HostLookup;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** Opens sockets within a deadline: resolves the name, and tries each of its addresses in turn. */
public final class Dialer {
    private static final int READ_BUFFER = 1 << 20;

    private Dialer() {}

    /** Connects; blocks until the connection stands, or throws by the deadline. */
    public static SocketStream dial(TransportContext context, PeerAddress to, Deadline deadline) throws IOException {
        IOException first = null;
        for (InetAddress ip : HostLookup.of(to.host(), context.executor(), deadline)) {
            try {
                return connect(context, new InetSocketAddress(ip, to.port()), to, deadline);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new UnknownHostException(to.host()) : first;
    }

    private static SocketStream connect(
            TransportContext context, InetSocketAddress socket, PeerAddress to, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        SocketStream stream;
        try (Watchdog watchdog = new Watchdog(context.time(), () -> Closer.close(channel))) {
            watchdog.arm(context.time().nanos() + deadline.nanosLeft());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, READ_BUFFER);
            channel.connect(socket);
            stream = SocketStream.connected(to.scheme(), channel);
        } catch (IOException e) {
            Closer.close(channel);
            throw e;
        } catch (UnsupportedAddressTypeException e) {
            Closer.close(channel);
            throw Reasons.unsupported(e);
        }
        if (!channel.isOpen()) {
            throw new IOException("no connection in time");
        }
        return stream;
    }
}
