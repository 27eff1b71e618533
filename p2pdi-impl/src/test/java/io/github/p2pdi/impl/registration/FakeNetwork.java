package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import io.github.p2pdi.wire.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport without a network: one server, or several, that answer as the test says, or are down. It keeps the requests that were sent. */
final class FakeNetwork implements Transport {
    private final TimeSource time;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Long> times = new CopyOnWriteArrayList<>();
    private final List<Duration> patience = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<PeerAddress> connected = new CopyOnWriteArrayList<>();
    private final Map<PeerAddress, Server> servers = new ConcurrentHashMap<>();
    private volatile Server server;

    FakeNetwork(TimeSource time, Server server) {
        this.time = time;
        this.server = server;
    }

    /** A network on which a handler answers, to whom all comes from one source. */
    static Server served(ExchangeHandler handler) {
        return request -> RecordedExchange.ask(handler, request, Registries.HOME);
    }

    static Server down() {
        return request -> {
            throw new PeerUnreachableException(PeerAddress.of("rs.example", 65243), "nobody is there", null);
        };
    }

    void become(Server other) {
        server = other;
    }

    /** What is at one address; the others are as they were. */
    void become(PeerAddress at, Server other) {
        servers.put(at, other);
    }

    /** Who was asked for what since the last time, as {@code rs-a register}. */
    List<String> newlyAsked() {
        List<String> all = List.copyOf(asked);
        asked.clear();
        return all;
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The methods that were asked, in order. */
    List<String> methods() {
        return requests.stream().map(Request::method).toList();
    }

    /** When the requests came, in milliseconds. */
    List<Long> times() {
        return List.copyOf(times);
    }

    /** How long each request was allowed to take. */
    List<Duration> patience() {
        return List.copyOf(patience);
    }

    int count() {
        return times.size();
    }

    /** Whom somebody has connected to, asked or not. */
    List<PeerAddress> connected() {
        return List.copyOf(connected);
    }

    Request last() {
        return requests.get(requests.size() - 1);
    }

    @Override
    public Listener listen(PeerAddress at, ExchangeHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) {
        connected.add(to);
        return new Connection(to);
    }

    @Override
    public void close() {}

    /** Answers, or fails as a network does. */
    @FunctionalInterface
    interface Server {
        Response answer(Request request) throws P2pdiException;
    }

    private final class Connection implements ClientConnection {
        private final PeerAddress to;

        Connection(PeerAddress to) {
            this.to = to;
        }

        @Override
        public PeerAddress remote() {
            return to;
        }

        @Override
        public PeerAddress local() {
            return PeerAddress.of("127.0.0.1", 50000);
        }

        @Override
        public Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException {
            requests.add(request);
            patience.add(Duration.ofNanos(deadline.nanosLeft()));
            asked.add(to.host() + " " + request.method());
            times.add(time.nanos() / 1_000_000);
            return new Frame(servers.getOrDefault(to, server).answer(request));
        }

        @Override
        public boolean reusable() {
            return false;
        }

        @Override
        public void close() {}
    }

    private static final class Frame implements Incoming {
        private final ResponseHead head;
        private final ByteBuffer body;

        Frame(Response response) {
            head = response.head();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (ByteBuffer buffer : ((Body.Bytes) response.body()).buffers()) {
                byte[] part = new byte[buffer.remaining()];
                buffer.duplicate().get(part);
                bytes.writeBytes(part);
            }
            body = ByteBuffer.wrap(bytes.toByteArray());
        }

        @Override
        public ResponseHead head() {
            return head;
        }

        @Override
        public long size() {
            return body.capacity();
        }

        @Override
        public int read(ByteBuffer into) {
            if (!body.hasRemaining()) {
                return -1;
            }
            int count = Math.min(body.remaining(), into.remaining());
            into.put(body.slice().limit(count));
            body.position(body.position() + count);
            return count;
        }

        @Override
        public Optional<Incoming> next() {
            return Optional.empty();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
