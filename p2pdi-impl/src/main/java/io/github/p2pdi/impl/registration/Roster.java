package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.RegistryListener;
import io.github.p2pdi.registry.StoredPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The records of a registry, and what becomes of them: they begin, run, are listed, end and are forgotten. Each step is taken in all tables at once, and
 * told to the listener and the journal. Who may take which step is the registry's to say. Guarded by the registry's lock.
 */
final class Roster {
    private static final long KEPT_NANOS = Duration.ofDays(30).toNanos();

    private final Context context;
    private final Journal journal;
    private final RecordTables records;
    private final Leases leases;
    private final ListedPeers listed = new ListedPeers();
    private final ChangeLog changes;
    private final Sources sources;
    private RegistryListener listener;
    private int active;

    Roster(Context context, Journal journal) {
        this.context = context;
        this.journal = journal;
        listener = context.listener();
        changes = new ChangeLog(Long.toHexString(context.cookies().getAsLong()));
        TextHash hash = new TextHash(context.cookies().getAsLong());
        records = new RecordTables(hash);
        sources = new Sources(context.perSource(), hash);
        leases = new Leases(context.time().nanos(), this::expired);
    }

    @Nullable
    PeerRecord at(PeerAddress address) {
        return records.at(address);
    }

    @Nullable
    PeerRecord with(Cookie cookie) {
        return records.with(cookie);
    }

    /** How many are active. */
    int active() {
        return active;
    }

    String version() {
        return changes.version();
    }

    List<PeerRecord> listed() {
        return listed.all();
    }

    Listing sample(int most, RandomGenerator random, long now) {
        return listing(listed.sample(most, random), now);
    }

    Listing listing(List<PeerRecord> some, long now) {
        return new Listing(changes.version(), peers(some, now));
    }

    static List<Peer> peers(List<PeerRecord> some, long now) {
        List<Peer> peers = new ArrayList<>(active(some, now));
        some.forEach(record -> peers.add(record.peer(now)));
        return peers;
    }

    /**
     * How many are active and have a name: all, as they are listed. This looks at whatever lists tell of them, in as few steps as can be: records of many peers lie
     * far apart in memory, and the processor waits for several at a time only where the work on each is so short that it sees the next coming. A sample of 50 among
     * a million took two thirds longer than among a thousand, and a quarter longer with this.
     */
    private static int active(List<PeerRecord> some, long now) {
        int active = 0;
        for (PeerRecord record : some) {
            active += record.isActive(now) && !record.address().host().isEmpty() ? 1 : 0;
        }
        return active;
    }

    Optional<List<ChangeLog.Change>> changes(String version, int most) {
        return changes.since(version, most);
    }

    /** Whether a source has as many records as it may have. */
    boolean isFull(String source) {
        return sources.isFull(source);
    }

    /** The record of a source that has been inactive the longest, if it has one. */
    @Nullable
    PeerRecord longestEnded(String source) {
        return sources.longestEnded(source);
    }

    /** At the limit, who has been inactive the longest makes room. */
    boolean hasRoom() {
        PeerRecord last = leases.longestEnded();
        while (records.size() >= context.capacity() && last != null) {
            forget(last);
            last = leases.longestEnded();
        }
        return records.size() < context.capacity();
    }

    PeerRecord add(PeerAddress address, Cookie cookie) {
        PeerRecord record = new PeerRecord(address, cookie);
        leases.add(record);
        records.add(record);
        return record;
    }

    void exchangeCookie(PeerRecord record, Cookie fresh) {
        records.exchangeCookie(record, fresh);
    }

    /** A claim is granted: its lease begins, and it is listed if it says so. */
    void grant(PeerRecord record, Claim claim, long now) {
        boolean moves = !record.address().equals(claim.address());
        record.grant(
                claim, context.terms().grant(claim.lease()), now, context.time().now());
        cameFrom(record, claim.owner(), moves);
        begin(record, now);
        journal.changed(record);
    }

    /** A lease begins anew, of the length that it has. */
    void renew(PeerRecord record, long now) {
        boolean isRevived = !record.isRunning();
        begin(record, now);
        if (isRevived) {
            journal.changed(record);
        } else {
            journal.renewed(record);
        }
    }

    /** What runs may be listed from now on. */
    void show(PeerRecord record, long now) {
        record.show();
        list(record, now);
        journal.shown(record);
    }

    /** A lease ends, as its peer wants it to. */
    void end(PeerRecord record, long now) {
        stop(record, now);
        journal.changed(record);
    }

    /** Only what is inactive is forgotten, and so listed no more. */
    void forget(PeerRecord record) {
        journal.forgotten(record);
        takeOut(record);
    }

    /** Leases that have ended by now end, and records that have been inactive for long are forgotten: rules 1 and 10. */
    void settle(long now) {
        leases.settle(now);
        PeerRecord last = leases.longestEnded();
        while (last != null && now - last.endsAt() >= KEPT_NANOS) {
            forget(last);
            last = leases.longestEnded();
        }
    }

    /** Takes over what was kept when the registry was last open. Nobody is told: those peers were there before. */
    void load(List<StoredPeer> kept, RegistryAge age, long now) {
        listener = RegistryListener.NONE;
        records.reserve(kept.size());
        kept.forEach(peer -> putBack(null, peer, age, now));
        listener = context.listener();
    }

    /** Makes a peer what was kept of it, as if nothing had been said since: rule 16. Whoever is active then has his whole lease. */
    void putBack(PeerAddress key, Optional<StoredPeer> kept, RegistryAge age, long now) {
        PeerRecord known = records.at(key);
        boolean lives = kept.isPresent() && kept.get().ended().isEmpty();
        if (known != null && known.isRunning() && !lives) {
            stop(known, now);
        }
        if (kept.isPresent()) {
            putBack(known, kept.get(), age, now);
        } else if (known != null) {
            takeOut(known);
        }
    }

    private void putBack(@Nullable PeerRecord known, StoredPeer kept, RegistryAge age, long now) {
        PeerRecord record = known == null ? add(kept.address(), kept.cookie()) : known;
        if (!record.hasCookie(kept.cookie())) {
            records.exchangeCookie(record, kept.cookie());
        }
        boolean moves = !record.address().equals(kept.address());
        record.restore(kept, age);
        cameFrom(record, kept.owner(), moves);
        if (kept.ended().isEmpty()) {
            begin(record, now);
        } else {
            if (known == null) {
                leases.end(record, age.nanos(kept.ended().get()));
            }
            source(record).ended(record);
        }
        if (!record.isShown()) {
            unlist(record, false);
        }
    }

    /** It comes from that source now, and is perhaps reached at another address than before. */
    private void cameFrom(PeerRecord record, String source, boolean moves) {
        sources.move(record, source);
        if (moves && record.slot() != PeerRecord.UNLISTED) {
            changes.add(StoredPeer.key(record.address()), true);
        }
    }

    private void begin(PeerRecord record, long now) {
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
            changes.add(StoredPeer.key(record.address()), false);
            listener.joined(record.peer(now));
        }
    }

    private void unlist(PeerRecord record, boolean byItself) {
        if (record.slot() == PeerRecord.UNLISTED) {
            return;
        }
        listed.remove(record);
        changes.add(StoredPeer.key(record.address()), true);
        if (byItself) {
            listener.expired(record.address());
        } else {
            listener.left(record.address());
        }
    }

    private void expired(PeerRecord record) {
        stopped(record);
        unlist(record, true);
        journal.changed(record);
    }

    private void stop(PeerRecord record, long now) {
        leases.end(record, now);
        stopped(record);
        unlist(record, false);
    }

    private void stopped(PeerRecord record) {
        record.stopped();
        active--;
        source(record).ended(record);
    }

    private void takeOut(PeerRecord record) {
        leases.remove(record);
        sources.remove(record);
        records.remove(record);
    }

    private static Sources.Source source(PeerRecord record) {
        return Objects.requireNonNull(record.source());
    }
}
