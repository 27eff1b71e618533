package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the registry in memory keeps of a peer. There may be a million of them, hence the primitive fields. Guarded by the registry's lock; all
 * times but the one of the last registration are monotonic nanoseconds.
 */
final class PeerRecord extends Place {
    private final RegistrationHistory history = new RegistrationHistory();
    private PeerAddress address;
    private String source;
    private Cookie cookie;
    private boolean leaseWasAsked;
    private long leaseNanos;
    private long heardAt;
    private long endsAt;
    private long registeredSecond;
    private int registeredNano;

    PeerRecord(PeerAddress address, Cookie cookie) {
        this.address = address;
        this.source = address.host();
        this.cookie = cookie;
    }

    PeerAddress address() {
        return address;
    }

    Cookie cookie() {
        return cookie;
    }

    void cookie(Cookie fresh) {
        cookie = fresh;
    }

    boolean comesFrom(String claimSource) {
        return source.equals(claimSource);
    }

    long leaseNanos() {
        return leaseNanos;
    }

    /** When the lease ends, or has ended. */
    long endsAt() {
        return endsAt;
    }

    boolean isActive(long now) {
        return endsAt - now > 0;
    }

    /** Takes over what a granted claim says. Its lease begins with {@link #heard}. */
    void grant(Claim claim, Duration lease, long now, Instant wallNow) {
        // What is equal is not kept twice: the map has the old address, and many peers register under the address that
        // they come from.
        address = claim.address().equals(address) ? address : claim.address();
        source = claim.source().equals(address.host()) ? address.host() : claim.source();
        leaseWasAsked = claim.lease().isPresent();
        leaseNanos = lease.toNanos();
        registeredSecond = wallNow.getEpochSecond();
        registeredNano = wallNow.getNano();
        history.add(now);
    }

    void heard(long now) {
        heardAt = now;
        endsAt = now + leaseNanos;
    }

    void end(long now) {
        endsAt = now;
    }

    Peer peer(long now) {
        return new Peer(
                address,
                Instant.ofEpochSecond(registeredSecond, registeredNano),
                history.count(now),
                isActive(now),
                Duration.ofNanos(Math.max(0, endsAt - now)),
                Optional.of(Duration.ofNanos(now - heardAt)));
    }

    /** What its peer is told. Who asked for a lease is also told when to renew it. */
    Registration registration(long now) {
        Optional<Duration> renewAfter =
                leaseWasAsked ? Optional.of(Duration.ofNanos(leaseNanos / 3)) : Optional.empty();
        return new Registration(peer(now), cookie, renewAfter);
    }
}
