package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the registry in memory keeps of a peer. There may be a million of them, hence the primitive fields. Guarded by the registry's lock; all
 * times but the one of the last registration are monotonic nanoseconds.
 */
final class PeerRecord extends Place {
    /** The slot of what is not listed. */
    static final int UNLISTED = -1;

    private final RegistrationHistory history = new RegistrationHistory();
    private PeerAddress address;
    private Sources.@Nullable Source source;
    private Cookie cookie;
    private boolean leaseWasAsked;
    /** Whether it is listed when it is active. */
    private boolean shown;
    /** Whether its latest claim was to be listed at once. */
    private boolean claimedShown;
    /** Whether its lease has not been seen to end. */
    private boolean running;

    private int slot = UNLISTED;
    private long leaseNanos;
    private long heardAt;
    private long endsAt;
    private long registeredSecond;
    private int registeredNano;

    PeerRecord(PeerAddress address, Cookie cookie) {
        this.address = address;
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
        return source != null && source.name.equals(claimSource);
    }

    Sources.@Nullable Source source() {
        return source;
    }

    void source(Sources.Source other) {
        source = other;
    }

    boolean isRunning() {
        return running;
    }

    boolean isShown() {
        return running && shown;
    }

    void show() {
        shown = true;
    }

    int slot() {
        return slot;
    }

    void slot(int place) {
        slot = place;
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
        // What is equal is not kept twice: the map has the old address.
        address = claim.address().equals(address) ? address : claim.address();
        claimedShown = claim.listed();
        shown = claim.listed() || isShown();
        leaseWasAsked = claim.lease().isPresent();
        leaseNanos = lease.toNanos();
        registeredSecond = wallNow.getEpochSecond();
        registeredNano = wallNow.getNano();
        history.add(now);
    }

    void heard(long now) {
        heardAt = now;
        endsAt = now + leaseNanos;
        running = true;
    }

    void end(long now) {
        endsAt = now;
    }

    /** Its lease has been seen to end. What was to be confirmed must be again. */
    void stopped() {
        running = false;
        shown = claimedShown;
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
