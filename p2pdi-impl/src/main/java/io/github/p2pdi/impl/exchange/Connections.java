package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks others, over connections that are kept for the next time. A connection is used by one call at a time; one that has died meanwhile is
 * noticed and replaced by a fresh one, once: every request of this protocol may be repeated. Safe for concurrent use.
 */
public final class Connections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final Transport transport;
    private final TimeSource time;
    private final Duration connectTimeout;
    private final Duration callTimeout;
    private final IdleConnections idle;
    private final AddressGuard guard;
    private final boolean keeping;
    private final Consumer<PeerAddress> opened;
    private final CallCounts counts;

    public Connections(Transport transport, TimeSource time, Duration connectTimeout, Duration callTimeout) {
        this.transport = transport;
        this.time = time;
        this.connectTimeout = connectTimeout;
        this.callTimeout = callTimeout;
        idle = new IdleConnections(time);
        guard = AddressGuard.NONE;
        keeping = true;
        opened = reached -> {};
        counts = new CallCounts();
    }

    private Connections(
            Connections like,
            IdleConnections idle,
            AddressGuard guard,
            boolean keeping,
            Consumer<PeerAddress> opened,
            CallCounts counts) {
        transport = like.transport;
        time = like.time;
        connectTimeout = like.connectTimeout;
        callTimeout = like.callTimeout;
        this.idle = idle;
        this.guard = guard;
        this.keeping = keeping;
        this.opened = opened;
        this.counts = counts;
    }

    /** These connections for calls to those alone whom a guard lets through. */
    public Connections guarded(AddressGuard by) {
        return new Connections(this, idle, by, keeping, opened, counts);
    }

    /** These connections for calls to those who are asked rarely, and have many who ask: none is kept for the next time. */
    public Connections fleeting() {
        return new Connections(this, idle, guard, false, opened, counts);
    }

    /** Connections like these, of which none is open yet, and which are closed by themselves; {@code listener} is told where each leads that was opened. */
    public Connections apart(Consumer<PeerAddress> listener) {
        return new Connections(this, new IdleConnections(time), guard, keeping, listener, counts);
    }

    /** These connections, whose calls are counted apart from others. */
    public Connections counted(CallCounts apart) {
        return new Connections(this, idle, guard, keeping, opened, apart);
    }

    /** What counts their calls. */
    public CallCounts counts() {
        return counts;
    }

    /** How long connecting may take. */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /** The usual time. */
    public Duration callTimeout() {
        return callTimeout;
    }

    /** For calls that begin now: the usual time in all, and so much of it at the most for each head. */
    public CallTime callTime(Duration head) {
        return CallTime.of(time, head, callTimeout);
    }

    /** The same for answers that may be long. */
    public CallTime longCallTime(Duration head) {
        return CallTime.ofLong(time, head, callTimeout);
    }

    /** Asks within the usual time; see {@link #ask(PeerAddress, Request, Answers, CallTime, AnswerReader)}. */
    public <T> T ask(PeerAddress to, Request request, Answers expected, AnswerReader<T> reader) throws P2pdiException {
        return ask(to, request, expected, callTime(callTimeout), reader);
    }

    /** Asks with nobody to end it; see {@link #ask(PeerAddress, Request, Answers, CallTime, AnswerReader, Call)}. */
    public <T> T ask(PeerAddress to, Request request, Answers expected, CallTime within, AnswerReader<T> reader)
            throws P2pdiException {
        return ask(to, request, expected, within, reader, new Call());
    }

    /**
     * Asks and reads the answer; blocks.
     *
     * @param within the time that it may take, up to the end of the first frame of the answer
     * @param reader reads the answer; a connection whose answer was not read to its end is closed
     * @param call lets another thread end it
     * @throws java.util.concurrent.CancellationException if the call was ended before it had a connection
     */
    public <T> T ask(
            PeerAddress to, Request request, Answers expected, CallTime within, AnswerReader<T> reader, Call call)
            throws P2pdiException {
        long begun = time.nanos();
        try {
            return attempt(to, request, expected, within, reader, call);
        } catch (P2pdiException e) {
            if (!call.isCancelled()) {
                counts.failed();
            }
            throw e;
        } finally {
            counts.ended(time.nanos() - begun);
        }
    }

    private <T> T attempt(
            PeerAddress to, Request request, Answers expected, CallTime within, AnswerReader<T> reader, Call call)
            throws P2pdiException {
        Deadline deadline = within.headBy();
        check(to, deadline.atMost(connectTimeout), call);
        ClientConnection kept = idle.take(to);
        if (kept != null) {
            try {
                return on(kept, to, call, first -> send(first, request, expected, deadline), within, reader);
            } catch (StaleConnection stale) {
                // It had died while nobody used it: the call begins anew, on a fresh one.
            }
        }
        ClientConnection fresh = connect(to, deadline, call);
        try {
            return on(
                    fresh,
                    to,
                    call,
                    first -> {
                        opened.accept(first.reached());
                        return send(first, request, expected, deadline);
                    },
                    within,
                    reader);
        } catch (StaleConnection failed) {
            throw failed.cause;
        }
    }

    private void check(PeerAddress to, Deadline deadline, Call call) throws P2pdiException {
        call.connecting();
        try {
            guard.check(to, to.host(), deadline);
        } finally {
            call.connected();
        }
    }

    private ClientConnection connect(PeerAddress to, Deadline deadline, Call call) throws P2pdiException {
        call.connecting();
        try {
            Deadline connected = deadline.atMost(connectTimeout);
            guard.checkName(to, connected);
            return transport.connect(to, connected);
        } catch (RuntimeException e) {
            // A transport of the user's own may throw anything.
            throw new PeerUnreachableException(to, "cannot reach " + to + ": " + e, e);
        } finally {
            call.connected();
        }
    }

    private <T> T on(
            ClientConnection connection,
            PeerAddress to,
            Call call,
            Sending sending,
            CallTime within,
            AnswerReader<T> reader)
            throws P2pdiException, StaleConnection {
        try {
            call.uses(connection);
            guard.check(to, connection.reached().host(), within.headBy().atMost(connectTimeout));
            return read(connection, sending.on(connection), within, reader);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("a call to {} failed", to, e);
            throw new ExchangeTimeoutException(to, "the call to " + to + " failed: " + e, e);
        } finally {
            call.done();
            if (keeping && connection.reusable()) {
                idle.keep(connection);
            } else {
                connection.close();
            }
        }
    }

    private <T> T read(ClientConnection connection, Incoming first, CallTime within, AnswerReader<T> reader)
            throws P2pdiException {
        PeerAddress peer = connection.remote();
        ControlAnswer answer = new ControlAnswer(new TimedIncoming(first, peer, time), connection, within);
        try {
            return AnswerReader.read(reader, peer, answer);
        } finally {
            answer.end();
        }
    }

    private static Incoming send(ClientConnection connection, Request request, Answers expected, Deadline deadline)
            throws P2pdiException, StaleConnection {
        try {
            return connection.send(request, expected, deadline);
        } catch (ExchangeTimeoutException e) {
            if (deadline.hasPassed() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            throw new StaleConnection(e);
        }
    }

    @Override
    public void close() {
        Closer.close(idle);
    }

    /** Sends a request on a connection. */
    @FunctionalInterface
    private interface Sending {
        Incoming on(ClientConnection connection) throws P2pdiException, StaleConnection;
    }

    /** The connection broke before it had answered anything. */
    private static final class StaleConnection extends Exception {
        private static final long serialVersionUID = 1L;

        private final ExchangeTimeoutException cause;

        StaleConnection(ExchangeTimeoutException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
