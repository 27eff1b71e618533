package io.github.p2pdi.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A peer as a registration server tells of it (protocol, 1.3). Its cookie is not part of it: that is between the two, see
 * {@link Registration}.
 *
 * <p>Immutable.
 *
 * @param address where the peer's own server is reached
 * @param lastRegistered when it last registered, by the registration server's clock
 * @param registrationCount how often it registered in the last 30 days
 * @param active whether its lease runs
 * @param ttl what is left of its lease, zero once it has ended
 * @param idle how long ago the registration server last heard of it; absent where the server does not say
 */
public record Peer(
        PeerAddress address,
        Instant lastRegistered,
        int registrationCount,
        boolean active,
        Duration ttl,
        Optional<Duration> idle) {
    /**
     * Checks the numbers.
     *
     * @param address as described above
     * @param lastRegistered as described above
     * @param registrationCount as described above
     * @param active as described above
     * @param ttl as described above
     * @param idle as described above
     * @throws IllegalArgumentException if the count or the ttl is negative
     */
    public Peer {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(lastRegistered, "lastRegistered");
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(idle, "idle");
        if (registrationCount < 0 || ttl.isNegative()) {
            throw new IllegalArgumentException("negative: registration count " + registrationCount + ", ttl " + ttl);
        }
    }
}
