package io.github.p2pdi.registry;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a {@link PeerStore} keeps of a peer. Moments in it are ages of the registry: how long it had been running by then, all its runs together. So
 * neither the wall clock nor the time between two runs makes anything older.
 *
 * <p>Immutable.
 *
 * @param address where the peer is reached; host and port are the key
 * @param owner whose it is: where it registered from, as addresses compare, or the certificate that it registered with; {@link Claim#owner()}
 * @param cookie its secret
 * @param lease how long it is active after each sign of life
 * @param leaseAsked whether it asked for a lease, and so is told when to renew it
 * @param listed whether it is listed when it is active
 * @param listedAtOnce whether its latest claim was to be listed at once
 * @param lastRegistered when it last registered, by the wall clock: to be shown, nothing goes by it
 * @param registrations when it registered, the latest last
 * @param ended the age at which its lease ended; absent while it runs
 */
public record StoredPeer(
        PeerAddress address,
        String owner,
        Cookie cookie,
        Duration lease,
        boolean leaseAsked,
        boolean listed,
        boolean listedAtOnce,
        Instant lastRegistered,
        List<Registered> registrations,
        Optional<Duration> ended) {
    /**
     * Copies the list.
     *
     * @param address as described above
     * @param owner as described above
     * @param cookie as described above
     * @param lease as described above
     * @param leaseAsked as described above
     * @param listed as described above
     * @param listedAtOnce as described above
     * @param lastRegistered as described above
     * @param registrations as described above
     * @param ended as described above
     */
    public StoredPeer {
        registrations = List.copyOf(registrations);
    }

    /** {@return the address without its transport: two stored peers with the same key are the same peer} */
    public PeerAddress key() {
        return key(address);
    }

    /**
     * {@return an address without its transport}
     *
     * @param address any
     */
    public static PeerAddress key(PeerAddress address) {
        return address.scheme().equals(PeerAddress.TCP) ? address : PeerAddress.of(address.host(), address.port());
    }

    /**
     * Registrations at one moment.
     *
     * <p>Immutable.
     *
     * @param at the age of the registry
     * @param count how many, at least 1
     */
    public record Registered(Duration at, int count) {}
}
