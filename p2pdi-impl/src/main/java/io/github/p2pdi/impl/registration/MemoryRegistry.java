package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The registry in memory. One lock guards all of it, so that its methods happen one after the other. The time is read under the lock, hence it
 * never runs backwards from one to the next; random numbers for cookies are drawn outside. Every method first settles what time has done since the last,
 * so expiry is exact without a sweep, and each record is touched once when its lease ends and once when it is forgotten.
 */
final class MemoryRegistry implements PeerRegistry {
    private static final long KEPT_NANOS = Duration.ofDays(30).toNanos();

    /** So many peers are looked at in a tenth of a millisecond. */
    private static final int AT_A_TIME = 1000;

    /** A cookie that is in use is drawn again; after this many draws the numbers are not random. */
    private static final int MOST_DRAWS = 100;

    private final Context context;
    private final RandomGenerator random;
    private final Object lock = new Object();
    private final RecordTables records;
    private final Leases leases;
    private final ListedPeers listed = new ListedPeers();
    private final ChangeLog changes;
    private final Sources sources;
    private int active;
    private boolean closed;

    MemoryRegistry(Context context) {
        this.context = context;
        random = new SplittableRandom(context.cookies().getAsLong());
        changes = new ChangeLog(Long.toHexString(context.cookies().getAsLong()));
        TextHash hash = new TextHash(context.cookies().getAsLong());
        records = new RecordTables(hash);
        sources = new Sources(context.perSource(), hash);
        leases = new Leases(context.time().nanos(), this::expired);
    }

    @Override
    public Verdict register(Claim claim) {
        for (int draws = 0; draws < MOST_DRAWS; draws++) {
            Cookie fresh = new Cookie(context.cookies().getAsLong() & Long.MAX_VALUE);
            synchronized (lock) {
                long now = settledNow();
                if (fresh.value() != 0 && records.with(fresh) == null) {
                    return judge(claim, fresh, now);
                }
            }
        }
        throw new IllegalStateException(
                "the source of cookies is not random: " + MOST_DRAWS + " draws, and none was new");
    }

    @Override
    public Optional<Registration> renew(Cookie cookie) {
        return known(cookie, (record, now) -> {
            renew(record, now);
            return record.registration(now);
        });
    }

    @Override
    public boolean leave(Cookie cookie) {
        return known(cookie, (record, now) -> {
                    if (record.isRunning()) {
                        leases.end(record, now);
                        stopped(record);
                        unlist(record, false);
                    }
                    return record;
                })
                .isPresent();
    }

    @Override
    public boolean confirm(Cookie cookie) {
        return known(cookie, (record, now) -> {
                    if (record.isRunning()) {
                        record.show();
                        list(record, now);
                    }
                    return record;
                })
                .isPresent();
    }

    @Override
    public Optional<String> source(Cookie cookie) {
        return known(cookie, (record, now) -> record.source()).map(source -> source.name);
    }

    @Override
    public String version() {
        return settled(now -> changes.version());
    }

    /** A long list is put together bit by bit, as others wait for the lock; what has changed meanwhile is caught up with at the end. */
    @Override
    public Listing listed() {
        String version;
        List<PeerRecord> all;
        synchronized (lock) {
            long now = settledNow();
            if (listed.size() <= AT_A_TIME) {
                return listing(listed.all(), now);
            }
            version = changes.version();
            all = List.copyOf(listed.all());
        }
        List<Peer> peers = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            List<PeerRecord> some = all.subList(from, Math.min(from + AT_A_TIME, all.size()));
            peers.addAll(settled(now -> peers(some, now)));
        }
        return changes(version, ChangeLog.MOST)
                .map(meanwhile -> caughtUp(peers, meanwhile))
                .orElseGet(() -> settled(now -> listing(listed.all(), now)));
    }

    @Override
    public Listing sample(int most) {
        return settled(now -> listing(listed.sample(most, random), now));
    }

    @Override
    public Optional<Changes> changes(String version, int most) {
        return settled(now -> changes.since(version, most).map(changed -> changes(changed, now)));
    }

    @Override
    public int size() {
        return settled(now -> active);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    private <T> Optional<T> known(Cookie cookie, BiFunction<PeerRecord, Long, T> step) {
        return settled(now -> Optional.ofNullable(records.with(cookie)).map(record -> step.apply(record, now)));
    }

    private <T> T settled(LongFunction<T> step) {
        synchronized (lock) {
            return step.apply(settledNow());
        }
    }

    private Listing listing(List<PeerRecord> records, long now) {
        return new Listing(changes.version(), peers(records, now));
    }

    private static List<Peer> peers(List<PeerRecord> records, long now) {
        List<Peer> peers = new ArrayList<>(records.size());
        records.forEach(record -> peers.add(record.peer(now)));
        return peers;
    }

    private static Listing caughtUp(List<Peer> peers, Changes changes) {
        Set<PeerAddress> changed = new HashSet<>(changes.removed());
        changes.added().forEach(peer -> changed.add(key(peer.address())));
        if (!changed.isEmpty()) {
            peers.removeIf(peer -> changed.contains(key(peer.address())));
            peers.addAll(changes.added());
        }
        return new Listing(changes.version(), peers);
    }

    private Changes changes(Map<PeerAddress, Boolean> changed, long now) {
        List<Peer> added = new ArrayList<>();
        List<PeerAddress> removed = new ArrayList<>();
        changed.forEach((key, wasListed) -> {
            PeerRecord record = records.at(key);
            if (record != null && record.slot() != PeerRecord.UNLISTED) {
                added.add(record.peer(now));
            } else if (wasListed) {
                removed.add(key);
            }
        });
        return new Changes(changes.version(), added, removed);
    }

    /** Rules 3 to 6. */
    private Verdict judge(Claim claim, Cookie fresh, long now) {
        PeerRecord known = records.at(claim.address());
        if (known == null) {
            return begin(claim, fresh, now, known);
        }
        if (claim.cookie().filter(known::hasCookie).isPresent()) {
            return grant(known, claim, now);
        }
        if (context.takeOver() == TakeOver.COOKIE_OR_ADDRESS && known.comesFrom(claim.source())) {
            if (claim.lease().isPresent()) {
                records.exchangeCookie(known, fresh);
            }
            return grant(known, claim, now);
        }
        if (known.isRunning() || claim.unproven()) {
            return new Verdict.Held(Duration.ofNanos(Math.max(0, known.endsAt() - now)));
        }
        return begin(claim, fresh, now, known);
    }

    /** Rules 6, 10 and 11; {@code place} is the inactive record whose address it is, if there is one. */
    private Verdict begin(Claim claim, Cookie fresh, long now, @Nullable PeerRecord place) {
        boolean oneMore = place == null || !place.comesFrom(claim.source());
        if (oneMore && sources.isFull(claim.source())) {
            PeerRecord last = sources.longestEnded(claim.source());
            if (last == null) {
                return new Verdict.Crowded(context.perSource());
            }
            forget(last);
        }
        if (place != null) {
            forget(place);
        }
        return hasRoom() ? grant(add(claim.address(), fresh), claim, now) : new Verdict.Full();
    }

    /** Rules 7 and 12. */
    private Verdict grant(PeerRecord record, Claim claim, long now) {
        boolean moves = !record.address().equals(claim.address());
        Leases.Length lease = leases.length(context.terms().grant(claim.lease()));
        record.grant(claim, lease, now, context.time().now());
        sources.move(record, claim.source());
        if (moves && record.slot() != PeerRecord.UNLISTED) {
            changes.add(key(record.address()), true);
        }
        renew(record, now);
        return new Verdict.Granted(record.registration(now));
    }

    private void renew(PeerRecord record, long now) {
        if (!record.isRunning()) {
            active++;
            source(record).started(record);
        }
        leases.renew(record, now);
        list(record, now);
    }

    private void list(PeerRecord record, long now) {
        if (record.isShown() && record.slot() == PeerRecord.UNLISTED) {
            listed.add(record);
            changes.add(key(record.address()), false);
            context.listener().joined(record.peer(now));
        }
    }

    private void unlist(PeerRecord record, boolean byItself) {
        if (record.slot() == PeerRecord.UNLISTED) {
            return;
        }
        listed.remove(record);
        changes.add(key(record.address()), true);
        if (byItself) {
            context.listener().expired(record.address());
        } else {
            context.listener().left(record.address());
        }
    }

    private void expired(PeerRecord record) {
        stopped(record);
        unlist(record, true);
    }

    private void stopped(PeerRecord record) {
        record.stopped();
        active--;
        source(record).ended(record);
    }

    private static Sources.Source source(PeerRecord record) {
        return Objects.requireNonNull(record.source());
    }

    private PeerRecord add(PeerAddress address, Cookie cookie) {
        PeerRecord record = new PeerRecord(address, cookie);
        records.add(record);
        return record;
    }

    /** Only what is inactive is forgotten, and so listed no more. */
    private void forget(PeerRecord record) {
        record.takeOut();
        sources.remove(record);
        records.remove(record);
    }

    /** At the limit, who has been inactive the longest makes room. */
    private boolean hasRoom() {
        PeerRecord last = leases.longestEnded();
        if (records.size() >= context.capacity() && last != null) {
            forget(last);
        }
        return records.size() < context.capacity();
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
