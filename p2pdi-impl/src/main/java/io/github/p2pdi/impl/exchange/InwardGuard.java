package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.HostLookup;
import io.github.p2pdi.impl.runtime.IpLiteral;
import io.github.p2pdi.impl.runtime.Resolver;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Keeps others from luring a peer inwards: addresses of this machine and of its own link are refused where they were told from elsewhere, that is by a
 * registration server on another machine, or by peers that such a one told of. What the user names himself is not refused. Where some servers are on
 * this machine and others are not, what comes by way of peers may come from any of them: only those whom a server here has listed are not refused.
 * Sockets in the file system are for those alone whom the user names. Only for those and transports with IP addresses; without a registration server nothing is refused. Safe for concurrent use.
 */
public final class InwardGuard implements AddressGuard {
    private static final Set<String> WITH_IP = Set.of(PeerAddress.TCP, PeerAddress.TLS);
    private static final int MOST_TRUSTED = 10_000;
    /** So long a server is looked up that has listed somebody: as it was found then, that takes no time most often. */
    private static final Duration LISTED = Duration.ofSeconds(5);

    private final List<PeerAddress> servers;
    private final Resolver resolver;
    private final Executor executor;
    private final TimeSource time;
    private final ServerPlaces places;
    private final Set<PeerAddress> trusted = ConcurrentHashMap.newKeySet();
    private final Map<PeerAddress, Set<PeerAddress>> listed = new ConcurrentHashMap<>();

    /** Judges by where the registration servers are; names are looked up on {@code executor}. */
    public InwardGuard(List<PeerAddress> servers, Executor executor, TimeSource time) {
        this(servers, Resolver.SYSTEM, executor, time);
    }

    InwardGuard(List<PeerAddress> servers, Resolver resolver, Executor executor, TimeSource time) {
        this.servers = servers;
        this.resolver = resolver;
        this.executor = executor;
        this.time = time;
        places = new ServerPlaces(resolver, executor, time);
    }

    /** Somebody whom the user has named. */
    public void trust(PeerAddress address) {
        if (trusted.size() < MOST_TRUSTED) {
            trusted.add(address);
        }
    }

    /** Whom a registration server has listed, in place of those whom it listed before. */
    public void listed(PeerAddress server, Collection<PeerAddress> peers) {
        if (servers.size() > 1 && places.isHere(server, Deadline.in(time, LISTED))) {
            // Not Set.copyOf, which searches one by one where addresses hash alike.
            listed.put(server, new HashSet<>(peers));
        }
    }

    @Override
    public void check(PeerAddress to, String host, Deadline deadline) throws P2pdiException {
        if (to.scheme().equals(PeerAddress.UNIX) && !trusted.contains(to)) {
            throw new PeerUnreachableException(
                    to, to + " is a socket of this machine, and was told by others: refused", null);
        }
        if (!isSuspect(to) || !IpLiteral.isInward(host)) {
            return;
        }
        String elsewhere = elsewhere(deadline);
        if (Thread.currentThread().isInterrupted()) {
            throw new PeerUnreachableException(
                    to, to + " was not connected to: interrupted", new ClosedByInterruptException());
        }
        if (!elsewhere.isEmpty()) {
            throw new PeerUnreachableException(
                    to,
                    to + " leads to " + host + ", an address of this machine or its own link, but was told by way of "
                            + elsewhere + ", which is elsewhere: refused",
                    null);
        }
    }

    @Override
    public void checkName(PeerAddress to, Deadline deadline) throws P2pdiException {
        if (servers.isEmpty() || !isSuspect(to) || IpLiteral.is(to.host())) {
            return;
        }
        Optional<InetAddress> inward;
        try {
            inward = inward(to, resolver, executor, deadline);
        } catch (IOException e) {
            // Whoever connects looks as well, and says what is wrong.
            return;
        }
        if (inward.isPresent()) {
            check(to, inward.get().getHostAddress(), deadline);
        }
    }

    /**
     * Where an address leads inwards, if it does: by any of the addresses that a name has, as each of them may be tried, and a connection there is too much already,
     * though nothing is sent over it. Blocks until the deadline at the most.
     *
     * @throws IOException if it cannot be told by then
     */
    public static Optional<InetAddress> inward(PeerAddress to, Resolver resolver, Executor executor, Deadline deadline)
            throws IOException {
        if (!WITH_IP.contains(to.scheme())) {
            return Optional.empty();
        }
        return HostLookup.begin(to.host(), resolver, executor).await(deadline).stream()
                .filter(IpLiteral::isInward)
                .findFirst();
    }

    private boolean isSuspect(PeerAddress to) {
        return WITH_IP.contains(to.scheme()) && !trusted.contains(to) && !isListed(to);
    }

    private String elsewhere(Deadline deadline) {
        return servers.stream()
                .filter(server -> !places.isHere(server, deadline))
                .map(Object::toString)
                .collect(Collectors.joining(" or "));
    }

    private boolean isListed(PeerAddress to) {
        return listed.values().stream().anyMatch(peers -> peers.contains(to));
    }
}
