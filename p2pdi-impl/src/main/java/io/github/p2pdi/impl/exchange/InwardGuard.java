package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.IpLiteral;
import io.github.p2pdi.model.PeerAddress;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps others from luring a peer inwards: addresses of this machine and of its own link are refused where they were told from elsewhere, that is by a
 * registration server on another machine, or by peers that such a one told of. What the user names himself is not refused. Only for transports with IP
 * addresses; without a registration server nothing is refused.
 */
public final class InwardGuard implements AddressGuard {
    private static final Set<String> WITH_IP = Set.of(PeerAddress.TCP, "tls");
    private static final int MOST_TRUSTED = 10_000;

    private final Optional<PeerAddress> server;
    private final Resolver resolver;
    private final Set<PeerAddress> trusted = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Boolean isLocal;

    /** Judges by where the registration server is. */
    public InwardGuard(Optional<PeerAddress> server) {
        this(server, InetAddress::getByName);
    }

    InwardGuard(Optional<PeerAddress> server, Resolver resolver) {
        this.server = server;
        this.resolver = resolver;
    }

    /** Somebody whom the user has named. */
    public void trust(PeerAddress address) {
        if (trusted.size() < MOST_TRUSTED) {
            trusted.add(address);
        }
    }

    @Override
    public void check(PeerAddress to, String host) throws P2pdiException {
        if (WITH_IP.contains(to.scheme()) && IpLiteral.isInward(host) && !trusted.contains(to) && !isServerLocal()) {
            throw new PeerUnreachableException(
                    to,
                    to + " leads to " + host + ", an address of this machine or its own link, but was told by way of "
                            + server.map(Object::toString).orElse("nobody") + ", which is elsewhere: refused",
                    null);
        }
    }

    /** What cannot be told now counts as elsewhere, and is asked for again the next time. */
    private boolean isServerLocal() {
        Boolean known = isLocal;
        if (known == null) {
            try {
                known = server.isEmpty() || isLocal(server.get().host());
            } catch (UnknownHostException | SocketException e) {
                return false;
            }
            isLocal = known;
        }
        return known;
    }

    private boolean isLocal(String host) throws UnknownHostException, SocketException {
        InetAddress ip = resolver.resolve(host);
        return IpLiteral.isInward(ip) || NetworkInterface.getByInetAddress(ip) != null;
    }

    /** Finds the address of a host. */
    @FunctionalInterface
    interface Resolver {
        InetAddress resolve(String host) throws UnknownHostException;
    }
}
