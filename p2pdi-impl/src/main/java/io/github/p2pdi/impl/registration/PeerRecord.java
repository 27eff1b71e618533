package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.StoredPeer;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the registry in memory keeps of a peer. There may be a million of them, hence the primitive fields, and the links of the tables and queues that it is
 * in. Guarded by the registry's lock; all times but the one of the last registration are monotonic nanoseconds.
 */
final class PeerRecord {
    /** The slot of what is not listed. */
    static final int UNLISTED = -1;

    private static final int NOWHERE = -1;

    /** Links of {@link RecordTables}. */
    @Nullable
    PeerRecord nextByAddress;

    @Nullable
    PeerRecord nextByCookie;

    private PeerAddress address;
    private Sources.@Nullable Source source;
    /** All registrations, once there is more than one. */
    private @Nullable RegistrationHistory history;

    private boolean leaseWasAsked;
    /** Whether it is listed when it is active. */
    private boolean shown;
    /** Whether its latest claim was to be listed at once. */
    private boolean claimedShown;
    /** Whether its lease has not been seen to end. */
    private boolean running;

    private int place = NOWHERE;
    private int slot = UNLISTED;
    private long cookie;
    private long leaseNanos;
    private long endsAt;
    private long registeredAt;
    private long registeredMicros;

    PeerRecord(PeerAddress address, Cookie cookie) {
        this.address = address;
        this.cookie = cookie.value();
    }

    PeerAddress address() {
        return address;
    }

    Cookie cookie() {
        return new Cookie(cookie);
    }

    boolean hasCookie(Cookie other) {
        return cookie == other.value();
    }

    void cookie(Cookie fresh) {
        cookie = fresh.value();
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

    /** Its place in the {@link Rings} of the queues of leases. */
    int place() {
        return place;
    }

    void place(int taken) {
        place = taken;
    }

    int slot() {
        return slot;
    }

    void slot(int place) {
        slot = place;
    }

    /** When the lease ends, or has ended. */
    long endsAt() {
        return endsAt;
    }

    boolean isActive(long now) {
        return endsAt - now > 0;
    }

    /** The length of its leases; 0 before it has been granted one. */
    long leaseNanos() {
        return leaseNanos;
    }

    /** Takes over what a granted claim says. Its lease begins with {@link #heard}. */
    void grant(Claim claim, Duration lease, long now, Instant wallNow) {
        // Either may be zero in what was kept, or where a clock began at the epoch.
        boolean isFirst = leaseNanos == 0 && registeredMicros == 0;
        // What is equal is not kept twice.
        address = claim.address().equals(address) ? address : claim.address();
        claimedShown = claim.listed();
        shown = claim.listed() || isShown();
        leaseWasAsked = claim.lease().isPresent();
        leaseNanos = TimeSource.nanosIn(lease);
        registeredMicros = ChronoUnit.MICROS.between(Instant.EPOCH, wallNow);
        if (isFirst) {
            registeredAt = now;
        } else {
            registeredAgain(now);
        }
    }

    private void registeredAgain(long now) {
        if (history == null) {
            history = new RegistrationHistory();
            history.add(registeredAt);
        }
        history.add(now);
    }

    /** What is to be kept of it. */
    StoredPeer stored(RegistryAge age, long now) {
        return new StoredPeer(
                address,
                source == null ? "" : source.name,
                cookie(),
                Duration.ofNanos(leaseNanos),
                leaseWasAsked,
                shown,
                claimedShown,
                lastRegistered(),
                history == null
                        ? List.of(new StoredPeer.Registered(age.at(registeredAt), 1))
                        : history.stored(age, now),
                running ? Optional.empty() : Optional.of(age.at(endsAt)));
    }

    /** Takes over what was kept; whether its lease runs is not part of that. */
    void restore(StoredPeer kept, RegistryAge age) {
        address = kept.address();
        claimedShown = kept.listedAtOnce();
        shown = kept.listed();
        leaseWasAsked = kept.leaseAsked();
        leaseNanos = TimeSource.nanosIn(kept.lease());
        registeredMicros = ChronoUnit.MICROS.between(Instant.EPOCH, kept.lastRegistered());
        history = RegistrationHistory.of(kept.registrations(), age);
        registeredAt = kept.registrations().isEmpty()
                ? age.nanos(Duration.ZERO)
                : age.nanos(kept.registrations().get(0).at());
    }

    private Instant lastRegistered() {
        return Instant.EPOCH.plus(registeredMicros, ChronoUnit.MICROS);
    }

    private int registrations(long now) {
        return history == null ? RegistrationHistory.countOne(registeredAt, now) : history.count(now);
    }

    /** Its lease begins, of the length that it has. */
    void heard(long now) {
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

    /** What is told of it while its lease runs. */
    Peer peer(long now) {
        return new Peer(
                address,
                lastRegistered(),
                registrations(now),
                isActive(now),
                Duration.ofNanos(Math.max(0, endsAt - now)),
                Optional.of(Duration.ofNanos(leaseNanos - (endsAt - now))));
    }

    /** What its peer is told, when its lease has just begun. Who asked for a lease is also told when to renew it. */
    Registration registration(long now) {
        Optional<Duration> renewAfter =
                leaseWasAsked ? Optional.of(Duration.ofNanos(leaseNanos / 3)) : Optional.empty();
        return new Registration(peer(now), cookie(), renewAfter);
    }
}
