package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The registry in memory. One lock guards all of it, so that its methods happen one after the other. The time is read under the lock, hence it
 * never runs backwards from one to the next; random numbers are drawn outside. Every method first settles what time has done since the last, so
 * expiry is exact without a sweep, and each record is touched once when its lease ends and once when it is forgotten.
 */
final class MemoryRegistry implements PeerRegistry {
    private static final long KEPT_NANOS = Duration.ofDays(30).toNanos();

    /** A cookie that is in use is drawn again; after this many draws the numbers are not random. */
    private static final int MOST_DRAWS = 100;

    private final Context context;
    private final Object lock = new Object();
    private final Map<PeerAddress, PeerRecord> byAddress = new HashMap<>();
    private final Map<Cookie, PeerRecord> byCookie = new HashMap<>();
    private final Leases leases;
    private boolean closed;

    MemoryRegistry(Context context) {
        this.context = context;
        leases = new Leases(context.time().nanos());
    }

    @Override
    public Verdict register(Claim claim) {
        for (int draws = 0; draws < MOST_DRAWS; draws++) {
            Cookie fresh = new Cookie(context.cookies().getAsLong() & Long.MAX_VALUE);
            synchronized (lock) {
                long now = settledNow();
                if (fresh.value() != 0 && !byCookie.containsKey(fresh)) {
                    return judge(claim, fresh, now);
                }
            }
        }
        throw new IllegalStateException(
                "the source of cookies is not random: " + MOST_DRAWS + " draws, and none was new");
    }

    @Override
    public Optional<Registration> renew(Cookie cookie) {
        synchronized (lock) {
            long now = settledNow();
            PeerRecord record = byCookie.get(cookie);
            if (record == null) {
                return Optional.empty();
            }
            leases.renew(record, now);
            return Optional.of(record.registration(now));
        }
    }

    @Override
    public boolean leave(Cookie cookie) {
        synchronized (lock) {
            long now = settledNow();
            PeerRecord record = byCookie.get(cookie);
            if (record != null && record.isActive(now)) {
                leases.end(record, now);
            }
            return record != null;
        }
    }

    @Override
    public List<Peer> active() {
        synchronized (lock) {
            long now = settledNow();
            List<Peer> peers = new ArrayList<>();
            leases.forEachRunning(record -> peers.add(record.peer(now)));
            return peers;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    /** Rules 3 to 6. */
    private Verdict judge(Claim claim, Cookie fresh, long now) {
        PeerRecord known = byAddress.get(key(claim.address()));
        if (known == null) {
            return hasRoom() ? grant(add(claim.address(), fresh), claim, now) : new Verdict.Full();
        }
        if (claim.cookie().filter(known.cookie()::equals).isPresent()) {
            return grant(known, claim, now);
        }
        if (known.comesFrom(claim.source())) {
            if (claim.lease().isPresent()) {
                exchangeCookie(known, fresh);
            }
            return grant(known, claim, now);
        }
        if (known.isActive(now)) {
            return new Verdict.Held(Duration.ofNanos(known.endsAt() - now));
        }
        forget(known);
        return grant(add(claim.address(), fresh), claim, now);
    }

    /** Rule 7. */
    private Verdict grant(PeerRecord record, Claim claim, long now) {
        record.grant(
                claim, context.terms().grant(claim.lease()), now, context.time().now());
        leases.renew(record, now);
        return new Verdict.Granted(record.registration(now));
    }

    private PeerRecord add(PeerAddress address, Cookie cookie) {
        PeerRecord record = new PeerRecord(address, cookie);
        byAddress.put(key(address), record);
        byCookie.put(cookie, record);
        return record;
    }

    private void exchangeCookie(PeerRecord record, Cookie fresh) {
        byCookie.remove(record.cookie());
        record.cookie(fresh);
        byCookie.put(fresh, record);
    }

    private void forget(PeerRecord record) {
        record.takeOut();
        byAddress.remove(key(record.address()));
        byCookie.remove(record.cookie());
    }

    /** At the limit, who has been inactive the longest makes room. */
    private boolean hasRoom() {
        PeerRecord last = leases.longestEnded();
        if (byAddress.size() >= context.capacity() && last != null) {
            forget(last);
        }
        return byAddress.size() < context.capacity();
    }

    /** The time, once leases that have ended by then are ended, and records that have been inactive for long are forgotten: rules 1 and 10. */
    private long settledNow() {
        if (closed) {
            throw new IllegalStateException("the registry is closed");
        }
        long now = context.time().nanos();
        leases.settle(now);
        PeerRecord last = leases.longestEnded();
        while (last != null && now - last.endsAt() >= KEPT_NANOS) {
            forget(last);
            last = leases.longestEnded();
        }
        return now;
    }

    /** Host and port are the key: a peer that comes back on another transport is still the same peer, and nobody else is (protocol, part 3). */
    private static PeerAddress key(PeerAddress address) {
        return address.scheme().equals(PeerAddress.TCP) ? address : PeerAddress.of(address.host(), address.port());
    }
}
