package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.conversation.Admission;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.RareLog;
import io.github.p2pdi.impl.sockets.BoundSocket;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket on one of the loops; what it accepts is spread over all of them. */
final class TcpListener implements Listener, EventLoop.Ready {
    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** So many are told at once that there is no room for them, as each holds a descriptor. */
    private static final int MOST_TOLD = 256;
    /** So many are accepted in one turn: those who are served wait meanwhile. */
    private static final int MOST_AT_ONCE = 256;

    /** How long answers that are on their way may take when the listener closes. */
    private static final long GRACE_SECONDS = 2;

    private final TransportContext context;
    private final EventLoops loops;
    private final EventLoop home;
    private final ServerSocketChannel server;
    private final PeerAddress address;
    private final ExchangeHandler handler;
    private final LongSupplier onTheirWay;
    private final Consumer<AutoCloseable> onClose;
    private final Admission admission;
    private final RareLog failures;
    private final Map<EventLoop, ConnectionGroup> groups = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private TcpListener(
            TransportContext context,
            EventLoops loops,
            BoundSocket bound,
            ExchangeHandler handler,
            LongSupplier onTheirWay,
            Consumer<AutoCloseable> onClose) {
        this.context = context;
        this.loops = loops;
        this.home = loops.next();
        this.server = bound.channel();
        this.address = bound.address();
        this.handler = handler;
        this.onTheirWay = onTheirWay;
        this.onClose = onClose;
        this.admission = new Admission(context, MOST_TOLD);
        this.failures = new RareLog(context.time());
    }

    static TcpListener open(
            TransportContext context,
            EventLoops loops,
            PeerAddress at,
            ExchangeHandler handler,
            LongSupplier onTheirWay,
            Consumer<AutoCloseable> onClose)
            throws IOException {
        BoundSocket bound = BoundSocket.bind(at);
        try {
            bound.channel().configureBlocking(false);
            TcpListener listener = new TcpListener(context, loops, bound, handler, onTheirWay, onClose);
            listener.home.execute(listener::register);
            return listener;
        } catch (IOException e) {
            Closer.close(bound.channel());
            throw e;
        }
    }

    @Override
    public PeerAddress address() {
        return address;
    }

    private void register() {
        try {
            server.register(home.selector(), SelectionKey.OP_ACCEPT, this);
        } catch (IOException e) {
            LOG.warn("nothing is accepted at {}", address, e);
        }
    }

    /** Whatever fails here ends nothing: a listener that is closed for a moment without memory would never accept again. */
    @Override
    public void ready(SelectionKey key) {
        try {
            SocketChannel channel = server.accept();
            for (int count = 1; channel != null; count++) {
                take(channel);
                channel = count < MOST_AT_ONCE ? server.accept() : null;
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!closed) {
                pauseIfPossible(key, e);
            }
        }
    }

    private void pauseIfPossible(SelectionKey key, Throwable cause) {
        try {
            pause(key);
        } catch (RuntimeException | Error e) {
            // It is tried again at once.
        }
        failures.tell(others -> LOG.warn("cannot accept at {}, pausing: {}{}", address, cause.getMessage(), others));
    }

    /** Out of descriptors, most likely: trying again at once would only burn the processor. */
    private void pause(SelectionKey key) {
        context.time()
                .schedule(
                        PAUSE,
                        () -> home.execute(() -> {
                            if (key.isValid()) {
                                key.interestOps(SelectionKey.OP_ACCEPT);
                            }
                        }));
        // Behind what puts it back, which is this loop's next turn at the earliest.
        key.interestOps(0);
    }

    /** Whatever happens to one connection, even that there is no memory for it, is no reason not to accept the next. */
    private void take(SocketChannel channel) {
        try {
            channel.configureBlocking(false);
            take(channel, Remote.of(PeerAddress.TCP, (InetSocketAddress) channel.getRemoteAddress()));
        } catch (IOException e) {
            // It is gone before it was served.
            Closer.close(channel);
        } catch (RuntimeException | Error e) {
            Closer.close(channel);
            failures.tell(others -> LOG.warn("a connection cannot be served at {}{}", address, others, e));
        }
    }

    private void take(SocketChannel channel, Remote remote) {
        Admission.Place place = admission.admit(remote);
        boolean taken = false;
        try {
            if (!place.isGranted()) {
                admission.makeRoom(idleNanos -> groups.values().forEach(group -> group.makeRoom(idleNanos)));
            }
            // One that is accepted in the turn in which this was closed would be in nobody's hands.
            taken = !closed && !place.isTurnedAway() && begin(channel, remote, place);
        } finally {
            if (!taken) {
                place.close();
                Closer.close(channel);
            }
        }
    }

    private boolean begin(SocketChannel channel, Remote remote, Admission.Place place) {
        EventLoop loop = loops.next();
        ConnectionGroup group = groups.computeIfAbsent(loop, each -> new ConnectionGroup(context.time(), each));
        TcpConnection connection = new TcpConnection(context, channel, loop, group, onTheirWay, place::close);
        return loop.execute(() -> connection.open(handler, remote, place.isGranted()));
    }

    @Override
    public void drop() {
        Closer.close(server);
    }

    @Override
    public void close() {
        closed = true;
        CountDownLatch freed = new CountDownLatch(1);
        boolean running = home.execute(() -> {
            Closer.close(server);
            home.flush();
            freed.countDown();
        });
        if (!running) {
            Closer.close(server);
        } else if (!home.isCurrent()) {
            await(freed);
        }
        groups.values().forEach(ConnectionGroup::shutDown);
        // In real time whatever the clock says: closing is not something that a test's clock should hold up.
        long by = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        groups.values().forEach(group -> group.close(by));
        onClose.accept(this);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
