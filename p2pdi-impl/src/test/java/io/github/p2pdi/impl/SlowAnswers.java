package io.github.p2pdi.impl;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A transport on which heads come at once and bodies as slowly as a test says: each read moves the clock. It listens nowhere. */
public final class SlowAnswers implements Transport {
    /** Whoever reads as often goes on for ever. */
    private static final int MOST_READS = 20_000;

    private final ManualClock clock;
    private final int bytesARead;
    private final Duration perRead;
    private final Function<Request, List<Answer>> answers;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<PeerAddress> connected = new CopyOnWriteArrayList<>();

    /** All answers are 200; one read has so many bytes at the most and takes so long. */
    public SlowAnswers(ManualClock clock, int bytesARead, Duration perRead, Function<Request, List<Answer>> answers) {
        this.clock = clock;
        this.bytesARead = bytesARead;
        this.perRead = perRead;
        this.answers = answers;
    }

    /** What was asked so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Who was connected to so far. */
    public List<PeerAddress> connected() {
        return List.copyOf(connected);
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

    /**
     * One frame.
     *
     * @param headers its headers
     * @param body its body
     */
    public record Answer(Headers headers, String body) {}

    private final class Connection implements ClientConnection {
        private final PeerAddress to;
        private final List<Frame> frames = new ArrayList<>();
        private volatile boolean closed;

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
        public Incoming send(Request request, Answers expected, Deadline deadline) {
            requests.add(request);
            Iterator<Answer> rest = answers.apply(request).iterator();
            frames.clear();
            return new Frame(this, rest.next(), rest);
        }

        @Override
        public boolean reusable() {
            return !closed && frames.stream().noneMatch(Frame::isOpen);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final class Frame implements Incoming {
        private final Connection connection;
        private final Answer answer;
        private final Iterator<Answer> rest;
        private final ByteBuffer body;
        private int reads;

        Frame(Connection connection, Answer answer, Iterator<Answer> rest) {
            this.connection = connection;
            this.answer = answer;
            this.rest = rest;
            body = StandardCharsets.UTF_8.encode(answer.body());
            connection.frames.add(this);
        }

        @Override
        public ResponseHead head() {
            return new ResponseHead(Status.OK, answer.headers());
        }

        @Override
        public long size() {
            return body.limit();
        }

        @Override
        public int read(ByteBuffer into) throws P2pdiException {
            if (!body.hasRemaining()) {
                return -1;
            }
            if (reads++ == MOST_READS) {
                throw new AssertionError("it is read for ever");
            }
            clock.advance(perRead);
            if (connection.closed) {
                throw new ExchangeTimeoutException(connection.to, "it was closed on this side", null);
            }
            int count = Math.min(bytesARead, Math.min(body.remaining(), into.remaining()));
            into.put(body.slice().limit(count));
            body.position(body.position() + count);
            return count;
        }

        @Override
        public Optional<Incoming> next() {
            return rest.hasNext() ? Optional.of(new Frame(connection, rest.next(), rest)) : Optional.empty();
        }

        @Override
        public boolean isOpen() {
            return body.hasRemaining();
        }

        @Override
        public void close() {
            if (isOpen()) {
                connection.close();
            }
        }
    }
}
