package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.IpLiteral;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists peers only when somebody was found at the address that they registered: it asks there for a record of the index, and any 200 will do. It tries a few times,
 * a few peers at once, and remembers a bounded number of those who wait. The monitor guards whom it is about.
 */
public final class ConnectBack implements AddressCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectBack.class);
    private static final List<Duration> TRIES =
            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25));
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int AT_ONCE = 16;
    private static final int MOST_WAITING = 1000;

    private final Transport transport;
    private final PeerRegistry registry;
    private final TimeSource time;
    private final Executor executor;
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Set<PeerAddress> waiting = new HashSet<>();
    private boolean closed;

    /** Connects by {@code transport}, on {@code executor}. */
    public ConnectBack(Transport transport, PeerRegistry registry, TimeSource time, Executor executor) {
        this.transport = transport;
        this.registry = registry;
        this.time = time;
        this.executor = executor;
    }

    @Override
    public void check(Claim claim, Consumer<Permission> then) {
        then.accept(Permission.ALLOWED);
    }

    @Override
    public boolean listsAtOnce() {
        return false;
    }

    @Override
    public void granted(Registration registration) {
        PeerAddress address = registration.peer().address();
        synchronized (this) {
            if (closed || waiting.size() >= MOST_WAITING || !waiting.add(address)) {
                LOG.debug("{} is not connected back to now", address);
                return;
            }
        }
        attempt(registration, 0);
    }

    private void attempt(Registration registration, int tried) {
        if (!slots.tryAcquire()) {
            later(registration, tried, Duration.ofSeconds(1));
            return;
        }
        try {
            executor.execute(() -> {
                boolean found;
                try {
                    found = isFound(registration);
                } finally {
                    slots.release();
                }
                settle(registration, tried, found);
            });
        } catch (RejectedExecutionException e) {
            slots.release();
            done(registration);
        }
    }

    private void settle(Registration registration, int tried, boolean found) {
        if (found) {
            boolean unused = registry.confirm(registration.cookie());
            done(registration);
        } else if (tried + 1 < TRIES.size()) {
            later(registration, tried + 1, TRIES.get(tried + 1));
        } else {
            LOG.info(
                    "nobody was found at {}, which is not listed",
                    registration.peer().address());
            done(registration);
        }
    }

    private synchronized void later(Registration registration, int tried, Duration delay) {
        if (!closed) {
            time.schedule(delay, () -> attempt(registration, tried));
        }
    }

    private synchronized void done(Registration registration) {
        waiting.remove(registration.peer().address());
    }

    private boolean isFound(Registration registration) {
        PeerAddress address = registration.peer().address();
        Request request = new Request(
                "rfcquery",
                address.host(),
                Headers.of(HeaderNames.ACCEPT, HeaderNames.JSON)
                        .with(HeaderNames.SCOPE, "local")
                        .with(HeaderNames.LIMIT, "1"));
        try (ClientConnection connection = transport.connect(address, Deadline.in(time, CONNECT))) {
            return isAllowed(registration, connection)
                    && connection
                            .send(request, Answers.ONE, Deadline.in(time, ANSWER))
                            .head()
                            .status()
                            .isOk();
        } catch (P2pdiException | IllegalStateException | IllegalArgumentException e) {
            LOG.debug("{} could not be connected back to", address, e);
            return false;
        }
    }

    /** Nobody from elsewhere makes us talk to this machine. */
    private boolean isAllowed(Registration registration, ClientConnection connection) {
        return !IpLiteral.isInward(connection.reached().host())
                || registry.source(registration.cookie())
                        .filter(Remote.LOOPBACK::equals)
                        .isPresent();
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
    }
}
