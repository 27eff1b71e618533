package io.github.p2pdi.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a registration server grants: the peer's record, the cookie that proves who it is, and how long it lasts.
 *
 * <p>Immutable.
 *
 * @param peer the record; its {@link Peer#ttl() ttl} is the lease that was granted or is left
 * @param cookie the secret to renew, list and leave with
 * @param renewAfter when the server wants to hear of the peer next; absent where it does not say, then a third of the lease is usual
 */
public record Registration(Peer peer, Cookie cookie, Optional<Duration> renewAfter) {
    /**
     * Makes one.
     *
     * @param peer as described above
     * @param cookie as described above
     * @param renewAfter as described above
     */
    public Registration {
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(cookie, "cookie");
        Objects.requireNonNull(renewAfter, "renewAfter");
    }
}
