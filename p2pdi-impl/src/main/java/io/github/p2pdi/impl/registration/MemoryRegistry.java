package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.registration.ChangeLog.Change;
import io.github.p2pdi.impl.registration.Journal.Waiter;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.StoredPeer;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.registry.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The registry in memory. One lock guards all of it, so that its methods happen one after the other. The time is read under the lock, hence it
 * never runs backwards from one to the next; random numbers for cookies are drawn outside. Every method first settles what time has done since the last,
 * so expiry is exact without a sweep, and each record is touched once when its lease ends and once when it is forgotten.
 */
final class MemoryRegistry implements PeerRegistry {
    /** A cookie that is in use is drawn again; after this many draws the numbers are not random. */
    private static final int MOST_DRAWS = 100;

    /** So many peers are looked at in a tenth of a millisecond. */
    private static final int AT_A_TIME = 1000;

    private final Context context;
    private final Journal journal;
    private final RandomGenerator random;
    private final Object lock = new Object();
    private final Roster roster;
    private boolean closed;

    /** {@code journal} is told what happens. */
    MemoryRegistry(Context context, Journal journal) {
        this.context = context;
        this.journal = journal;
        random = new SplittableRandom(context.cookies().getAsLong());
        roster = new Roster(context, journal);
    }

    @Override
    public Verdict register(Claim claim) {
        return withFreshCookie((fresh, now) -> judge(claim, fresh, now));
    }

    @Override
    public void register(Claim claim, Consumer<Verdict> then) {
        Waiter<Verdict> waiter = new Waiter<>(then, new Verdict.NotKept(), Verdict.Granted.class::isInstance);
        withFreshCookie((fresh, now) -> journal.step(() -> judge(claim, fresh, now), waiter))
                .ifPresent(then);
    }

    private <T> T withFreshCookie(BiFunction<Cookie, Long, T> step) {
        for (int draws = 0; draws < MOST_DRAWS; draws++) {
            Cookie fresh = new Cookie(context.cookies().getAsLong() & Long.MAX_VALUE);
            synchronized (lock) {
                long now = settledNow();
                if (fresh.value() != 0 && roster.with(fresh) == null) {
                    return step.apply(fresh, now);
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
            PeerRecord record = roster.with(cookie);
            if (record == null) {
                return Optional.empty();
            }
            roster.renew(record, now);
            return Optional.of(record.registration(now));
        }
    }

    @Override
    public boolean leave(Cookie cookie) {
        return known(cookie, this::end).isPresent();
    }

    @Override
    public void leave(Cookie cookie, Consumer<Leave> then) {
        Waiter<Leave> waiter = new Waiter<>(then, Leave.NOT_KEPT, Leave.LEFT::equals);
        known(cookie, (record, now) -> journal.step(() -> end(record, now), waiter))
                .orElse(Optional.of(Leave.UNKNOWN))
                .ifPresent(then);
    }

    private Leave end(PeerRecord record, long now) {
        if (record.isRunning()) {
            journal.before(record);
            roster.end(record, now);
        }
        return Leave.LEFT;
    }

    @Override
    public boolean confirm(Cookie cookie) {
        return known(cookie, (record, now) -> {
                    if (record.isRunning()) {
                        roster.show(record, now);
                    }
                    return record;
                })
                .isPresent();
    }

    @Override
    public Optional<String> owner(Cookie cookie) {
        return known(cookie, (record, now) -> record.source()).map(source -> source.name);
    }

    @Override
    public String version() {
        return settled(now -> roster.version());
    }

    /** A long list is put together bit by bit, as others wait for the lock; what has changed meanwhile is caught up with at the end. */
    @Override
    public Listing listed() {
        String version;
        List<PeerRecord> all;
        synchronized (lock) {
            long now = settledNow();
            if (roster.listed().size() <= AT_A_TIME) {
                return roster.listing(roster.listed(), now);
            }
            version = roster.version();
            all = List.copyOf(roster.listed());
        }
        List<Peer> peers = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            List<PeerRecord> some = all.subList(from, Math.min(from + AT_A_TIME, all.size()));
            peers.addAll(settled(now -> Roster.peers(some, now)));
        }
        return changes(version, ChangeLog.MOST)
                .map(meanwhile -> caughtUp(peers, meanwhile))
                .orElseGet(() -> settled(now -> roster.listing(roster.listed(), now)));
    }

    private static Listing caughtUp(List<Peer> peers, Changes changes) {
        Set<PeerAddress> changed = new HashSet<>(changes.removed());
        changes.added().forEach(peer -> changed.add(StoredPeer.key(peer.address())));
        if (!changed.isEmpty()) {
            peers.removeIf(peer -> changed.contains(StoredPeer.key(peer.address())));
            peers.addAll(changes.added());
        }
        return new Listing(changes.version(), peers);
    }

    @Override
    public Listing sample(int most) {
        return settled(now -> roster.sample(most, random, now));
    }

    @Override
    public Optional<Changes> changes(String version, int most) {
        return changes(version, most, new Differences());
    }

    /** Like a long list, many changes are looked at bit by bit; what has changed meanwhile comes behind them. */
    private Optional<Changes> changes(String version, int most, Differences before) {
        String asOf;
        List<Change> many;
        synchronized (lock) {
            long now = settledNow();
            asOf = roster.version();
            Optional<List<Change>> more = roster.changes(version, most);
            if (more.isEmpty() || more.get().size() <= AT_A_TIME) {
                return more.map(few -> before.add(few).look(few, roster, now).to(asOf));
            }
            many = more.get();
        }
        before.add(many);
        for (int from = 0; from < many.size(); from += AT_A_TIME) {
            List<Change> some = many.subList(from, Math.min(from + AT_A_TIME, many.size()));
            settled(now -> before.look(some, roster, now));
        }
        return changes(asOf, most - many.size(), before);
    }

    @Override
    public int size() {
        return settled(now -> roster.active());
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        journal.close();
    }

    /** Takes over what was kept when the registry was last open. */
    void load(List<StoredPeer> kept, RegistryAge age, long now) {
        synchronized (lock) {
            roster.load(kept, age, now);
        }
    }

    /** For the journal, which has the records put back where they could not be kept, be the registry closed or not. */
    void withRoster(ObjLongConsumer<Roster> step) {
        synchronized (lock) {
            step.accept(roster, context.time().nanos());
        }
    }

    private <T> Optional<T> known(Cookie cookie, BiFunction<PeerRecord, Long, T> step) {
        return settled(now -> Optional.ofNullable(roster.with(cookie)).map(record -> step.apply(record, now)));
    }

    private <T> T settled(LongFunction<T> step) {
        synchronized (lock) {
            return step.apply(settledNow());
        }
    }

    /** Rules 3 to 6. */
    private Verdict judge(Claim claim, Cookie fresh, long now) {
        PeerRecord known = roster.at(claim.address());
        if (known == null) {
            return begin(claim, fresh, now, known);
        }
        journal.before(known);
        if (claim.cookie().filter(known::hasCookie).isPresent()) {
            return grant(known, claim, now);
        }
        if (isOwn(claim, known)) {
            if (claim.lease().isPresent()) {
                roster.exchangeCookie(known, fresh);
            }
            return grant(known, claim, now);
        }
        if (known.isRunning() || claim.unproven()) {
            return new Verdict.Held(Duration.ofNanos(Math.max(0, known.endsAt() - now)));
        }
        return begin(claim, fresh, now, known);
    }

    /** Rule 4: by the certificate, or by the address where that counts. */
    private boolean isOwn(Claim claim, PeerRecord known) {
        return (claim.certificate().isPresent() && known.comesFrom(claim.owner()))
                || (context.takeOver() == TakeOver.COOKIE_OR_ADDRESS && known.comesFrom(claim.source()));
    }

    /** Rules 6, 10 and 11; {@code place} is the inactive record whose address it is, if there is one. */
    private Verdict begin(Claim claim, Cookie fresh, long now, @Nullable PeerRecord place) {
        boolean oneMore = place == null || !place.comesFrom(claim.owner());
        if (oneMore && roster.isFull(claim.owner())) {
            PeerRecord last = roster.longestEnded(claim.owner());
            if (last == null) {
                return new Verdict.Crowded(context.perSource());
            }
            roster.forget(last);
        }
        if (place != null) {
            roster.forget(place);
        }
        return roster.hasRoom() ? grant(roster.add(claim.address(), fresh), claim, now) : new Verdict.Full();
    }

    /** Rules 7 and 12. */
    private Verdict grant(PeerRecord record, Claim claim, long now) {
        roster.grant(record, claim, now);
        return new Verdict.Granted(record.registration(now));
    }

    /** The time, once all has happened that it has brought. */
    private long settledNow() {
        if (closed) {
            throw new IllegalStateException("the registry is closed");
        }
        long now = context.time().nanos();
        roster.settle(now);
        return now;
    }
}
