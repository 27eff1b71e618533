package io.github.p2pdi.impl.unix;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.impl.sockets.Reasons;
import io.github.p2pdi.impl.sockets.SocketAcceptor;
import io.github.p2pdi.impl.sockets.SocketStream;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Connects and accepts by sockets in the file system. Whoever connects has no address of its own there: both ends are known by that of the listener. */
final class UnixStreams implements ByteStreams {
    private final TimeSource time;

    UnixStreams(TimeSource time) {
        this.time = time;
    }

    @Override
    public ByteStream connect(PeerAddress to, Deadline deadline) throws IOException {
        Path path = Path.of(to.host());
        if (Files.notExists(path)) {
            throw new ConnectException("there is no such socket");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (Watchdog watchdog = new Watchdog(deadline.time(), () -> Closer.close(channel))) {
            watchdog.arm(deadline.time().nanos() + deadline.nanosLeft());
            channel.connect(UnixDomainSocketAddress.of(path));
            return SocketStream.connected(channel, to, remote(to));
        } catch (IOException e) {
            Closer.close(channel);
            throw Reasons.lateOr(e, deadline);
        }
    }

    @Override
    public Acceptor bind(PeerAddress at) throws IOException {
        SocketFile file = SocketFile.bind(Path.of(at.host()));
        return new Removing(
                new SocketAcceptor(file.server(), at, time, channel -> SocketStream.accepted(channel, at, remote(at))),
                file);
    }

    private static Remote remote(PeerAddress listener) {
        return new Remote(listener, Remote.LOOPBACK);
    }

    /** Removes the file when it closes. */
    private record Removing(SocketAcceptor acceptor, SocketFile file) implements Acceptor {
        @Override
        public PeerAddress address() {
            return acceptor.address();
        }

        @Override
        public ByteStream accept() throws IOException {
            return acceptor.accept();
        }

        @Override
        public void close() throws IOException {
            try {
                file.remove();
            } finally {
                acceptor.close();
            }
        }
    }
}
