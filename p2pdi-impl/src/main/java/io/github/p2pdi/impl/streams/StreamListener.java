package io.github.p2pdi.impl.streams;

import io.github.p2pdi.impl.conversation.Admission;
import io.github.p2pdi.impl.runtime.Closer;
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
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts streams and gives each a thread. */
final class StreamListener implements Listener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamListener.class);
    /** How long answers that are on their way may take when the listener closes. */
    private static final long GRACE_SECONDS = 2;

    private final TransportContext context;
    private final ByteStreams.Acceptor acceptor;
    private final ExchangeHandler handler;
    private final Consumer<AutoCloseable> onClose;
    private final Admission admission;
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
        this.admission = new Admission(context.limits());
    }

    void start() {
        context.executor().execute(this::accept);
    }

    @Override
    public PeerAddress address() {
        return acceptor.address();
    }

    private void accept() {
        try {
            while (!closed) {
                serve(acceptor.accept());
            }
        } catch (IOException e) {
            if (!closed) {
                LOG.warn("nothing more is accepted at {}", address(), e);
            }
        } finally {
            accepting.countDown();
        }
    }

    private void serve(ByteStream stream) {
        boolean admitted = admission.admit(stream.remote());
        StreamConnection connection = new StreamConnection(context, stream, handler, ended -> {
            connections.remove(ended);
            if (admitted) {
                admission.release(stream.remote());
            }
        });
        connections.add(connection);
        if (!admitted) {
            connection.refuse();
        }
        try {
            context.executor().execute(connection);
        } catch (RejectedExecutionException e) {
            // The node is being closed.
            Closer.close(connection);
        }
        if (closed) {
            connection.shutDown();
        }
    }

    @Override
    public void close() {
        closed = true;
        Closer.close(acceptor);
        connections.forEach(StreamConnection::shutDown);
        boolean patient = true;
        for (StreamConnection connection : connections) {
            patient = patient && connection.awaitEnd(GRACE_SECONDS, TimeUnit.SECONDS);
            connection.close();
        }
        for (StreamConnection connection : connections) {
            connection.awaitEnd(GRACE_SECONDS, TimeUnit.SECONDS);
        }
        onClose.accept(this);
    }
}
