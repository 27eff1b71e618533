package io.github.p2pdi.impl.streams;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.MessageCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The client's end of a stream: events come out of it, and every wait has a deadline, at which the stream is closed under whoever waits. One
 * thread at a time, but for {@link #close()}.
 */
final class ClientWire {
    private static final int BUFFER = 16 << 10;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteStream stream;
    private final PeerAddress peer;
    private final TimeSource time;
    private final MessageCodec.Decoder decoder;
    private final Watchdog watchdog;
    /** A connection that is kept has none: there are many of those. */
    private ByteBuffer in = NOTHING;

    private volatile boolean late;
    private volatile boolean closed;

    ClientWire(TransportContext context, ByteStream stream, PeerAddress peer) {
        this.stream = stream;
        this.peer = peer;
        this.time = context.time();
        this.decoder = context.codec()
                .decoder(MessageCodec.Role.CLIENT, context.limits().wire());
        this.watchdog = new Watchdog(time, this::expire);
    }

    PeerAddress peer() {
        return peer;
    }

    PeerAddress reached() {
        return stream.remote().address();
    }

    PeerAddress local() {
        return stream.local();
    }

    /** Writes all of it by then. */
    void write(ByteBuffer bytes, long byNanos) throws P2pdiException {
        watchdog.arm(byNanos);
        try {
            stream.write(bytes);
        } catch (IOException e) {
            throw broken(e);
        } finally {
            watchdog.disarm();
        }
    }

    /** The next event, waiting for bytes as long as it takes until then. */
    Event next(long byNanos) throws P2pdiException {
        while (true) {
            Event event = decoder.next(in);
            if (event instanceof Event.Malformed bad) {
                close();
                throw new ProtocolViolationException(peer, peer + " sent a malformed answer: " + bad.reason(), null);
            }
            if (!(event instanceof Event.NeedMore)) {
                letGo();
                return event;
            }
            int read = read(cleared(), byNanos);
            in.flip();
            if (read < 0) {
                throw cut();
            }
        }
    }

    private ByteBuffer cleared() {
        in = in.capacity() == 0 ? ByteBuffer.allocate(BUFFER) : in.clear();
        return in;
    }

    private void letGo() {
        if (!in.hasRemaining() && decoder.atBoundary()) {
            in = NOTHING;
        }
    }

    /** Whether bytes have been read that no event has been made of yet. */
    boolean hasBuffered() {
        return in.hasRemaining();
    }

    /** Reads body bytes straight into the caller's buffer, past the one here, and shows them to the decoder there. */
    int readBody(ByteBuffer into, long byNanos) throws P2pdiException {
        int start = into.position();
        int read = read(into, byNanos);
        if (read < 0) {
            throw cut();
        }
        ByteBuffer view = into.duplicate().limit(start + read).position(start);
        if (!(decoder.next(view) instanceof Event.Chunk) || view.hasRemaining()) {
            close();
            throw new ProtocolViolationException(
                    peer, peer + " sent a body that its codec does not take verbatim", null);
        }
        return read;
    }

    /** Reads and drops whatever comes, until the other side closes. */
    void drain(long byNanos) throws P2pdiException {
        int read;
        do {
            read = read(cleared(), byNanos);
        } while (read >= 0);
        in = NOTHING;
    }

    boolean isReusable() {
        return !closed && decoder.atBoundary() && !in.hasRemaining() && !stream.isSpent();
    }

    void close() {
        closed = true;
        watchdog.close();
        Closer.close(stream);
    }

    long in(Duration ahead) {
        return time.nanos() + TimeSource.nanosIn(ahead);
    }

    private int read(ByteBuffer into, long byNanos) throws P2pdiException {
        watchdog.arm(byNanos);
        try {
            return stream.read(into);
        } catch (IOException e) {
            throw broken(e);
        } finally {
            watchdog.disarm();
        }
    }

    private void expire() {
        late = true;
        Closer.close(stream);
    }

    private P2pdiException cut() {
        close();
        return new ExchangeTimeoutException(peer, peer + " closed the connection before its answer was whole", null);
    }

    private P2pdiException broken(IOException cause) {
        boolean onPurpose = closed;
        close();
        if (late) {
            return new ExchangeTimeoutException(peer, peer + " did not answer in time", cause);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new ExchangeTimeoutException(peer, "interrupted while waiting for " + peer, cause);
        }
        String why = onPurpose ? "it was closed on this side" : String.valueOf(cause.getMessage());
        return new ExchangeTimeoutException(peer, "the connection to " + peer + " broke: " + why, cause);
    }
}
