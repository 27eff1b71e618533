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
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.List;

/** Opens sockets within a deadline: resolves the name, and tries each of its addresses in turn. */
public final class Dialer {
    private static final int READ_BUFFER = 1 << 20;
    /** Whoever is there has answered by then. */
    private static final long LEAST_NANOS = 250_000_000L;

    private Dialer() {}

    /** Connects; blocks until the connection stands, or throws by the deadline. */
    public static SocketStream dial(TransportContext context, PeerAddress to, Deadline deadline) throws IOException {
        return dial(context, HostLookup.of(to.host(), context.executor(), deadline), to, deadline);
    }

    /** The same with the addresses of the host. One that does not answer leaves those behind it their share of the time. */
    static SocketStream dial(TransportContext context, List<InetAddress> ips, PeerAddress to, Deadline deadline)
            throws IOException {
        IOException first = null;
        for (int i = 0; i < ips.size(); i++) {
            try {
                InetSocketAddress socket = new InetSocketAddress(ips.get(i), to.port());
                return connect(context, socket, to.scheme(), share(deadline, ips.size() - i));
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new UnknownHostException(to.host()) : first;
    }

    private static Deadline share(Deadline deadline, int untried) {
        return deadline.atMost(Duration.ofNanos(Math.max(LEAST_NANOS, deadline.nanosLeft() / untried)));
    }

    private static SocketStream connect(
            TransportContext context, InetSocketAddress socket, String scheme, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        SocketStream stream;
        boolean whole = false;
        try (Watchdog watchdog = new Watchdog(context.time(), () -> Closer.close(channel))) {
            watchdog.arm(deadline.atNanos());
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, READ_BUFFER);
            channel.connect(socket);
            stream = SocketStream.connected(scheme, channel);
            whole = true;
        } catch (IOException e) {
            throw Reasons.lateOr(e, deadline);
        } catch (UnsupportedAddressTypeException e) {
            throw Reasons.unsupported(e);
        } finally {
            if (!whole) {
                Closer.close(channel);
            }
        }
        if (!channel.isOpen()) {
            throw new IOException(Reasons.LATE);
        }
        return stream;
    }
}
