package io.github.p2pdi.impl.sockets;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.IpLiteral;
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
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Opens sockets within a deadline: resolves the name, and tries each of its addresses in turn. */
public final class Dialer {
    private static final int READ_BUFFER = 1 << 20;

    private Dialer() {}

    /** Connects; blocks until the connection stands, or throws by the deadline. */
    public static SocketStream dial(TransportContext context, PeerAddress to, Deadline deadline) throws IOException {
        IOException first = null;
        for (InetAddress ip : resolve(context, to.host(), deadline)) {
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

    /** A literal is parsed; a name is looked up by another thread, as a resolver knows no deadline. */
    private static InetAddress[] resolve(TransportContext context, String host, Deadline deadline) throws IOException {
        if (IpLiteral.is(host)) {
            return InetAddress.getAllByName(host);
        }
        Lookup lookup = new Lookup();
        try {
            context.executor().execute(() -> lookup.run(host));
        } catch (RejectedExecutionException e) {
            throw new IOException("closed", e);
        }
        return lookup.await(deadline);
    }

    /** A name being looked up. The lock guards both outcomes. */
    private static final class Lookup {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition done = lock.newCondition();
        private InetAddress @Nullable [] found;
        private @Nullable UnknownHostException failure;

        void run(String host) {
            InetAddress[] answer = null;
            UnknownHostException problem = null;
            try {
                answer = InetAddress.getAllByName(host);
            } catch (UnknownHostException e) {
                problem = e;
            }
            lock.lock();
            try {
                found = answer;
                failure = problem;
                done.signalAll();
            } finally {
                lock.unlock();
            }
        }

        InetAddress[] await(Deadline deadline) throws IOException {
            lock.lock();
            try {
                while (found == null && failure == null && !deadline.hasPassed()) {
                    deadline.time().await(lock, done, deadline.nanosLeft());
                }
                return Optional.ofNullable(found)
                        .orElseThrow(
                                () -> failure == null ? new IOException("its name was not resolved in time") : failure);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } finally {
                lock.unlock();
            }
        }
    }
}
