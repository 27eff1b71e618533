package io.github.p2pdi.impl.streams;

import io.github.p2pdi.impl.conversation.Admission;
import io.github.p2pdi.impl.conversation.Ending;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.RareLog;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts streams and gives each a thread. */
final class StreamListener implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);
    /** How long it may take to leave the call that accepts. */
    private static final long GRACE_SECONDS = 2;
    /** So many are told at once that there is no room for them, as each takes a thread. */
    private static final int MOST_TOLD = 64;

    private static final long PAUSE_NANOS = 100_000_000L;

    private final TransportContext context;
    private final ByteStreams.Acceptor acceptor;
    private final ExchangeHandler handler;
    private final Consumer<AutoCloseable> onClose;
    private final Admission admission;
    private final RareLog failures;
    private final Set<StreamConnection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch accepting = new CountDownLatch(1);
    private volatile boolean closed;

    StreamListener(
            TransportContext context,
            ByteStreams.Acceptor acceptor,
            ExchangeHandler handler,
            Consumer<AutoCloseable> onClose) {
        this.context = context;
        this.acceptor = acceptor;
        this.handler = handler;
        this.onClose = onClose;
        this.admission = new Admission(context, MOST_TOLD);
        this.failures = new RareLog(context.time());
    }

    void start() throws IOException {
        boolean started = false;
        try {
            context.executor().execute(this::accept);
            started = true;
        } catch (RejectedExecutionException e) {
            throw new IOException("the node is being closed", e);
        } finally {
            if (!started) {
                accepting.countDown();
                Closer.close(acceptor);
            }
        }
    }

    @Override
    public PeerAddress address() {
        return acceptor.address();
    }

    private void accept() {
        try {
            while (!closed) {
                acceptOne();
            }
        } catch (IOException e) {
            if (!closed) {
                LOG.warn("nothing more is accepted at {}", address(), e);
                Closer.close(acceptor);
            }
        } finally {
            accepting.countDown();
        }
    }

    /** Whatever happens to one stream, even that there is no memory for it, is no reason not to accept the next. */
    private void acceptOne() throws IOException {
        try {
            take(acceptor.accept());
        } catch (RuntimeException | Error e) {
            if (!closed) {
                failures.tell(
                        others -> LOG.warn("a connection cannot be served at {}, pausing{}", address(), others, e));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void take(ByteStream stream) {
        boolean taken = false;
        try {
            take(stream, admission.admit(stream.remote()));
            taken = true;
        } finally {
            if (!taken) {
                Closer.close(stream);
            }
        }
    }

    private void take(ByteStream stream, Admission.Place place) {
        boolean taken = false;
        try {
            StreamConnection connection = new StreamConnection(context, stream, handler, ended -> ended(ended, place));
            serve(connection, place);
            taken = true;
        } finally {
            if (!taken) {
                place.close();
            }
        }
    }

    private void ended(StreamConnection connection, Admission.Place place) {
        connections.remove(connection);
        place.close();
    }

    private void serve(StreamConnection connection, Admission.Place place) {
        connections.add(connection);
        boolean served = false;
        try {
            if (!place.isGranted()) {
                admission.makeRoom(idleNanos -> connections.forEach(each -> each.makeRoom(idleNanos)));
                connection.refuse();
            }
            if (!place.isTurnedAway()) {
                context.executor().execute(connection);
                served = true;
            }
        } catch (RejectedExecutionException e) {
            // The node is being closed, or the system gives no thread more: whoever has one is served on.
            LOG.debug("a connection is not served at {}", address(), e);
        } finally {
            if (!served) {
                connection.abandon();
            }
        }
        if (closed) {
            connection.shutDown();
        }
    }

    @Override
    public void close() {
        closed = true;
        Closer.close(acceptor);
        awaitAddress();
        Ending.endAll(connections);
        onClose.accept(this);
    }

    /** As long as a thread is in the call that accepts, the system has the address still. */
    private void awaitAddress() {
        try {
            if (!accepting.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} is not free yet", address());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
