package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.InwardGuard;
import io.github.p2pdi.impl.runtime.IpLiteral;
import io.github.p2pdi.impl.runtime.Resolver;
import io.github.p2pdi.model.Cookie;
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
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists peers only when somebody was found at the address that they registered: it asks there for a record of the index, and any 200 will do. It tries a few times,
 * a few peers at once, and remembers a bounded number of those who wait, no more than a quarter from one source. Who renews and is not known to be listed is looked for as well: his lease had
 * ended, or there was no room for him when he registered. The monitor guards whom it is about.
 */
public final class ConnectBack implements AddressCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectBack.class);
    private static final List<Duration> TRIES =
            List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25));
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int AT_ONCE = 16;
    private static final int MOST_WAITING = 1000;
    private static final int MOST_FOUND = 65_536;

    /** So much earlier a lease counts as over here: one that is renewed has begun a moment before it is noted. To look for somebody in vain does no harm. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final Way way;
    private final PeerRegistry registry;
    private final TimeSource time;
    private final Executor executor;
    private final SourceShares slots = new SourceShares(AT_ONCE, AT_ONCE / 4);
    private final SourceShares places = new SourceShares(MOST_WAITING, MOST_WAITING / 4);
    /** The latest that was granted to each. */
    private final Map<PeerAddress, Granted> waiting = new HashMap<>();
    /** Until when those who were found are listed if they are not heard of; those heard of last at the end. */
    private final Map<Cookie, Long> listedUntil = new LinkedHashMap<>(16, 0.75f, true);

    private boolean closed;

    /** Connects that way, on {@code executor}. */
    public ConnectBack(Way way, PeerRegistry registry, TimeSource time, Executor executor) {
        this.way = way;
        this.registry = registry;
        this.time = time;
        this.executor = executor;
    }

    @Override
    public void check(Claim claim, Consumer<Permission> then) {
        then.accept(way.reachable().test(claim.address()) ? Permission.ALLOWED : Permission.UNVERIFIABLE);
    }

    @Override
    public boolean listsAtOnce() {
        return false;
    }

    @Override
    public void granted(Registration registration, String source, long askedAt) {
        PeerAddress address = registration.peer().address();
        synchronized (this) {
            Granted earlier = waiting.get(address);
            if (earlier == null && (closed || !places.take(source))) {
                LOG.debug("{} is not connected back to now", address);
                return;
            }
            String owner = earlier == null ? source : earlier.owner;
            waiting.put(address, new Granted(registration.cookie(), end(registration, askedAt), source, owner));
            if (earlier != null) {
                return;
            }
        }
        attempt(address, 0);
    }

    @Override
    public void renewed(Registration registration, String source) {
        if (!isListed(registration)) {
            granted(registration, source, time.nanos());
        }
    }

    private synchronized boolean isListed(Registration registration) {
        Long until = listedUntil.get(registration.cookie());
        if (until == null || until - time.nanos() <= 0) {
            return false;
        }
        listedUntil.put(registration.cookie(), end(registration, time.nanos()));
        return true;
    }

    private static long end(Registration registration, long begin) {
        return begin + TimeSource.nanosIn(registration.peer().ttl().minus(MARGIN));
    }

    @Override
    public synchronized void left(Cookie cookie) {
        listedUntil.remove(cookie);
        // He still waits: else who leaves and registers in turn would be looked for many times at once.
        waiting.replaceAll(
                (address, granted) -> granted.cookie.equals(cookie) ? granted.endingAt(time.nanos()) : granted);
    }

    private void attempt(PeerAddress address, int tried) {
        Granted granted = latest(address);
        if (granted == null) {
            return;
        }
        String source = granted.source;
        if (!slots.take(source)) {
            later(address, tried, Duration.ofSeconds(1));
            return;
        }
        try {
            executor.execute(() -> {
                boolean found = false;
                try {
                    found = isFound(address);
                } finally {
                    slots.giveBack(source);
                    settle(address, tried, found);
                }
            });
        } catch (RejectedExecutionException e) {
            slots.giveBack(source);
            Granted unused = done(address);
        }
    }

    private void settle(PeerAddress address, int tried, boolean found) {
        if (!found && tried + 1 < TRIES.size()) {
            later(address, tried + 1, TRIES.get(tried + 1));
            return;
        }
        if (found) {
            confirm(address);
        } else {
            Granted unused = done(address);
            LOG.info("nobody was found at {}, which is not listed", address);
        }
    }

    private void confirm(PeerAddress address) {
        Granted granted = found(address);
        if (granted == null) {
            return;
        }
        boolean confirmed = false;
        try {
            confirmed = registry.confirm(granted.cookie);
        } finally {
            if (!confirmed) {
                unlisted(granted.cookie);
            }
        }
    }

    /** In one step, and before he is confirmed: whoever leaves meanwhile is among those who wait or those who are listed. */
    private synchronized @Nullable Granted found(PeerAddress address) {
        Granted granted = done(address);
        if (granted != null) {
            listedUntil.put(granted.cookie, granted.end);
            if (listedUntil.size() > MOST_FOUND) {
                listedUntil.remove(listedUntil.keySet().iterator().next());
            }
        }
        return granted;
    }

    private synchronized void unlisted(Cookie cookie) {
        listedUntil.remove(cookie);
    }

    private synchronized void later(PeerAddress address, int tried, Duration delay) {
        if (!closed) {
            time.schedule(delay, () -> attempt(address, tried));
        }
    }

    private synchronized @Nullable Granted done(PeerAddress address) {
        Granted granted = waiting.remove(address);
        if (granted != null) {
            places.giveBack(granted.owner);
        }
        return granted;
    }

    private boolean isFound(PeerAddress address) {
        Deadline connected = Deadline.in(time, CONNECT);
        try {
            return isAllowed(address, connected) && isFound(address, connected);
        } catch (IOException | IllegalStateException | IllegalArgumentException e) {
            LOG.debug("{} could not be connected back to", address, e);
            return false;
        }
    }

    private boolean isFound(PeerAddress address, Deadline connected) throws P2pdiException {
        Request request = new Request(
                "rfcquery",
                address.host(),
                Headers.of(HeaderNames.ACCEPT, HeaderNames.JSON)
                        .with(HeaderNames.SCOPE, "local")
                        .with(HeaderNames.LIMIT, "1"));
        try (ClientConnection connection = way.transport().connect(address, connected)) {
            return isAllowed(address, connection)
                    && connection
                            .send(request, Answers.ONE, Deadline.in(time, ANSWER))
                            .head()
                            .status()
                            .isOk();
        }
    }

    /** Nobody from elsewhere makes us talk to this machine, or as much as connect to it. */
    private boolean isAllowed(PeerAddress address, Deadline deadline) throws IOException {
        return isFromHere(address)
                || InwardGuard.inward(address, way.resolver(), executor, deadline)
                        .isEmpty();
    }

    /** The same where it has led, as a name may lead elsewhere by now. */
    private boolean isAllowed(PeerAddress address, ClientConnection connection) {
        return !IpLiteral.isInward(connection.reached().host()) || isFromHere(address);
    }

    private boolean isFromHere(PeerAddress address) {
        Granted granted = latest(address);
        return granted != null && granted.source.equals(Remote.LOOPBACK);
    }

    private synchronized @Nullable Granted latest(PeerAddress address) {
        return waiting.get(address);
    }

    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        listedUntil.clear();
    }

    /**
     * How others are reached.
     *
     * @param transport connects
     * @param reachable which addresses that serves
     * @param resolver tells where names lead
     */
    public record Way(Transport transport, Predicate<PeerAddress> reachable, Resolver resolver) {}

    /**
     * Who is looked for.
     *
     * @param cookie confirms him
     * @param end until when he is listed if he is found and not heard of
     * @param source where he registered from last
     * @param owner where he registered from when he began to wait: whose place it is
     */
    private record Granted(Cookie cookie, long end, String source, String owner) {
        Granted endingAt(long other) {
            return new Granted(cookie, other, source, owner);
        }
    }
}
