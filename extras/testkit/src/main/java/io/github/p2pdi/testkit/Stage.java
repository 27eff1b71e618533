package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Two transports of one provider, one that serves and one that asks, as two nodes would have them; and threads to wait on. */
final class Stage implements AutoCloseable {
    /** Far more than anything takes that a test waits for; what is not back by then is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(5);

    private final Supplier<PeerAddress> anyAddress;
    private final Transport server;
    private final Transport client;
    private final TimeSource time;
    private final ExecutorService background = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "transport-contract");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    Stage(TransportProvider provider, Supplier<PeerAddress> anyAddress, UnaryOperator<PeerConfig.Builder> configuration)
            throws P2pdiException {
        Eavesdropper watched = new Eavesdropper(provider);
        PeerConfig config =
                configuration.apply(PeerConfig.builder().transport(watched)).build();
        this.anyAddress = anyAddress;
        this.server = P2PDI.openTransport(config);
        this.client = P2PDI.openTransport(config);
        this.time = watched.time();
    }

    PeerAddress anyAddress() {
        return anyAddress.get();
    }

    Transport server() {
        return server;
    }

    Transport client() {
        return client;
    }

    Listener listen(ExchangeHandler handler) throws P2pdiException {
        return server.listen(anyAddress(), handler);
    }

    ClientConnection connect(Listener listener) throws P2pdiException {
        return client.connect(listener.address(), soon());
    }

    /** A deadline that nothing comes near unless it is stuck. */
    Deadline soon() {
        return in(Patience.LIMIT);
    }

    Deadline in(Duration ahead) {
        return Deadline.in(time, ahead);
    }

    void inBackground(Runnable work) {
        background.execute(work);
    }

    <T> Future<T> background(Callable<T> work) {
        return background.submit(work);
    }

    /** Does something that may get stuck; fails if it does. */
    void withoutGettingStuck(String what, AutoCloseable work) throws Exception {
        withoutGettingStuck(what, background.submit(() -> {
            work.close();
            return null;
        }));
    }

    /** Waits for something that has begun and may get stuck; fails if it does. */
    void withoutGettingStuck(String what, Future<?> running) throws Exception {
        try {
            running.get(STUCK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException stuck) {
            throw new AssertionError(what + " has not come back after " + STUCK.toSeconds() + " s", stuck);
        }
    }

    /** What a call failed with that was started in the background; it must fail, soon, and with an exception of ours. */
    P2pdiException failureOf(Future<?> call) throws InterruptedException {
        try {
            Object result = call.get(STUCK.toNanos(), TimeUnit.NANOSECONDS);
            throw new AssertionError("a call that had to fail came back with " + result);
        } catch (TimeoutException stuck) {
            throw new AssertionError(
                    "a call that had to fail is still waiting after " + STUCK.toSeconds() + " s", stuck);
        } catch (ExecutionException failure) {
            return assertInstanceOf(P2pdiException.class, failure.getCause());
        }
    }

    /** Closes both transports; only once, so that the other rules do not ask what rule 6 asks. */
    void closeTransports() {
        if (!closed) {
            closed = true;
            client.close();
            server.close();
        }
    }

    @Override
    public void close() {
        closeTransports();
        background.shutdownNow();
    }

    /** Passes everything on, and remembers the time that the transport was given: deadlines must be measured on that. */
    private static final class Eavesdropper implements TransportProvider {
        private final TransportProvider provider;
        private volatile @Nullable TransportContext context;

        Eavesdropper(TransportProvider provider) {
            this.provider = provider;
        }

        TimeSource time() {
            return Objects.requireNonNull(context, "the engine made no transport")
                    .time();
        }

        @Override
        public String scheme() {
            return provider.scheme();
        }

        @Override
        public Transport create(TransportContext given) {
            context = given;
            return provider.create(given);
        }
    }
}
