package io.github.p2pdi.impl.streams;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/** A network inside this JVM: listeners by address, and pairs of pipes between them. Its monitor guards the map and the ports. */
final class MemoryNetwork implements ByteStreams {
    static final String SCHEME = "memory";

    private static final int BACKLOG = 1024;
    private static final int FIRST_PORT = 49152;
    private static final int LAST_PORT = 65535;

    private final Map<PeerAddress, MemoryAcceptor> acceptors = new HashMap<>();
    private int lastPort = FIRST_PORT - 1;

    @Override
    public ByteStream connect(PeerAddress to, Deadline deadline) throws IOException {
        MemoryAcceptor acceptor;
        PeerAddress client;
        synchronized (this) {
            acceptor = acceptors.get(to);
            client = new PeerAddress(SCHEME, to.host(), nextPort(to.host()));
        }
        if (acceptor == null) {
            throw new ConnectException("nobody listens there");
        }
        MemoryPipe there = new MemoryPipe();
        MemoryPipe back = new MemoryPipe();
        acceptor.offer(new MemoryStream(there, back, to, new Remote(client, Remote.LOOPBACK)));
        return new MemoryStream(back, there, client, new Remote(to, Remote.LOOPBACK));
    }

    @Override
    public synchronized Acceptor bind(PeerAddress at) throws IOException {
        PeerAddress address = at.port() == 0 ? at.withPort(nextPort(at.host())) : at;
        MemoryAcceptor acceptor = new MemoryAcceptor(address);
        if (acceptors.putIfAbsent(address, acceptor) != null) {
            throw new BindException("the address is taken");
        }
        return acceptor;
    }

    private int nextPort(String host) {
        do {
            lastPort = lastPort == LAST_PORT ? FIRST_PORT : lastPort + 1;
        } while (acceptors.containsKey(new PeerAddress(SCHEME, host, lastPort)));
        return lastPort;
    }

    private synchronized void free(MemoryAcceptor acceptor) {
        acceptors.remove(acceptor.address, acceptor);
    }

    /** Streams that wait to be accepted. The monitor of the queue guards it. */
    private final class MemoryAcceptor implements Acceptor {
        private final PeerAddress address;
        private final Queue<MemoryStream> waiting = new ArrayDeque<>();
        private boolean closed;

        MemoryAcceptor(PeerAddress address) {
            this.address = address;
        }

        @Override
        public PeerAddress address() {
            return address;
        }

        void offer(MemoryStream stream) throws IOException {
            synchronized (waiting) {
                if (closed || waiting.size() >= BACKLOG) {
                    throw new ConnectException(closed ? "nobody listens there" : "too many wait to be accepted there");
                }
                waiting.add(stream);
                waiting.notifyAll();
            }
        }

        @Override
        public ByteStream accept() throws IOException {
            synchronized (waiting) {
                while (waiting.isEmpty() && !closed) {
                    MemoryPipe.await(waiting);
                }
                MemoryStream next = waiting.poll();
                if (next == null) {
                    throw new ClosedChannelException();
                }
                return next;
            }
        }

        @Override
        public void close() {
            free(this);
            Queue<MemoryStream> left;
            synchronized (waiting) {
                closed = true;
                left = new ArrayDeque<>(waiting);
                waiting.clear();
                waiting.notifyAll();
            }
            left.forEach(MemoryStream::close);
        }
    }
}
