package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a peer knows, merged from its own documents and from what others answer. The rules, each with a test of its number:
 *
 * <ol>
 *   <li>Own records are the truth of the store; what others say about us is ignored.
 *   <li>A holder's own word replaces what it said earlier and lasts 7200 s, also the word that it holds nothing.
 *   <li>Hearsay, a record told by somebody else, lasts the ttl it was told with, at most 7200 s. Hearing it again does not lengthen it. It never
 *       replaces the holder's own word, and vanishes when the holder speaks for itself.
 *   <li>A peer that has left takes its records with it, those of its own word and those of hearsay. What it told of others stays.
 *   <li>What has lapsed is gone at that nanosecond, whether it has been swept or not.
 *   <li>One answer counts for 100,000 records at most, and all answers for 1,000,000. What is more is refused, and displaces nothing.
 *   <li>Of two that tell hearsay of the same record the first counts, as long as it says so.
 * </ol>
 *
 * <p>Safe for concurrent use. One lock guards all fields; the clock is read, listed records are searched and the log is written outside it. Each call
 * first sweeps what has lapsed, so that nothing behind the lock needs to ask for the time again.
 */
public final class MergedIndex implements RfcIndex {
    private static final Logger LOG = LoggerFactory.getLogger(MergedIndex.class);
    private static final int MOST_FROM_ONE = 100_000;
    private static final int MOST = 1_000_000;
    private static final int MOST_FOUND = 1_000;

    private final TimeSource time;
    private final Supplier<PeerAddress> self;
    private final int mostFromOne;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger ledger;
    private final AtomicBoolean complained = new AtomicBoolean();
    private NavigableMap<Rfc, Rfc> own = new TreeMap<>(KeyOrder.BY_KEY);
    private long ownStamp;
    private long stamp;
    private long listedAt;
    private List<Rfc> listed = List.of();

    /**
     * Makes an empty index.
     *
     * @param time what all lifetimes are measured on
     * @param self this peer's address, as others know it
     */
    public MergedIndex(TimeSource time, Supplier<PeerAddress> self) {
        this(time, self, MOST_FROM_ONE, MOST);
    }

    MergedIndex(TimeSource time, Supplier<PeerAddress> self, int mostFromOne, int most) {
        this.time = time;
        this.self = self;
        this.mostFromOne = mostFromOne;
        this.ledger = new Ledger(most);
    }

    /**
     * Puts these records in place of all own ones.
     *
     * @param records this peer's own records, one a number
     */
    public void setOwn(List<Rfc> records) {
        NavigableMap<Rfc, Rfc> now = new TreeMap<>(KeyOrder.BY_KEY);
        records.forEach(rfc -> now.put(rfc, rfc));
        locked(any -> {
            boolean differs = !List.copyOf(own.values()).equals(List.copyOf(now.values()));
            own = now;
            ownStamp += differs ? 1 : 0;
            // The address may have become ours only now.
            Set<PeerAddress> us = now.values().stream().map(Rfc::holder).collect(Collectors.toSet());
            return changed(forgetAll(us) || differs);
        });
    }

    /**
     * Puts an answer in place of all that a peer has told before, of itself and of others.
     *
     * @param from the peer that answered, at the address used
     * @param records what it told, the whole of it
     * @return whether there was room for all of it
     */
    public boolean merge(PeerAddress from, List<Learned> records) {
        PeerAddress us = self.get();
        if (from.equals(us)) {
            return true;
        }
        Answer answer = Answer.of(from, records, us, mostFromOne);
        boolean whole = locked(now -> merge(answer, now));
        complain(from);
        return whole;
    }

    private boolean merge(Answer answer, long now) {
        long before = ledger.refused();
        changed(ledger.merge(answer, now));
        return ledger.refused() == before;
    }

    /**
     * Changes what a peer has told before: takes out what it has no more, then puts in what is new or differs. One call at a time for a peer.
     *
     * @param from the peer that answered, at the address used
     * @param gone which records it has no more
     * @param added the records that are new or differ
     * @return whether that was possible: not if nothing is known of what it told before, or there was no room
     */
    public boolean amend(PeerAddress from, Predicate<Rfc> gone, List<Learned> added) {
        Optional<List<Learned>> told = locked(now -> ledger.told(from, now));
        if (told.isEmpty()) {
            return false;
        }
        Set<Rfc.Key> replaced = added.stream().map(each -> each.rfc().key()).collect(Collectors.toSet());
        List<Learned> now = new ArrayList<>(added);
        told.get().stream()
                .filter(each ->
                        !gone.test(each.rfc()) && !replaced.contains(each.rfc().key()))
                .forEach(now::add);
        return merge(from, now);
    }

    /**
     * A peer has said that all it told before still holds.
     *
     * @param from the peer that answered, at the address used
     * @return whether something is known of what it told before
     */
    public boolean confirm(PeerAddress from) {
        return locked(now -> ledger.isFresh(from, now)) || amend(from, rfc -> false, List.of());
    }

    /**
     * Drops the records of a peer that has left.
     *
     * @param peer the peer
     */
    public void remove(PeerAddress peer) {
        locked(now -> changed(!ledger.forget(peer).isEmpty()));
    }

    /**
     * Drops the records of all peers that are not among these.
     *
     * @param active all peers that are there
     */
    public void retainActive(Set<PeerAddress> active) {
        locked(now -> {
            Set<PeerAddress> gone = ledger.holders();
            gone.removeAll(active);
            return changed(forgetAll(gone));
        });
    }

    @Override
    public List<Rfc> all() {
        return locked(now -> listing());
    }

    @Override
    public List<Rfc> find(long number) {
        if (number < 0) {
            return List.of();
        }
        return locked(now -> {
            List<Rfc> found = new ArrayList<>(KeyOrder.numbered(own, number).values());
            NavigableMap<Rfc, Batch> others = KeyOrder.numbered(ledger.records(), number);
            others.forEach((rfc, batch) -> addIf(batch.ownWords, rfc, found));
            others.forEach((rfc, batch) -> addIf(!batch.ownWords, rfc, found));
            return Collections.unmodifiableList(found);
        });
    }

    @Override
    public List<Rfc> search(String text) {
        Words words = new Words(text);
        return all().stream().filter(words::find).limit(MOST_FOUND).toList();
    }

    @Override
    public int size() {
        return locked(now -> own.size() + ledger.records().size());
    }

    /** {@return this peer's own records, ordered as {@link #all()}} */
    public List<Rfc> own() {
        return locked(now -> List.copyOf(own.values()));
    }

    /** {@return what others have told, ordered as {@link #all()}, each record with the time that is left to it: what may be relayed as hearsay} */
    public List<Learned> known() {
        return locked(now -> {
            Map<Batch, Optional<Duration>> left = new HashMap<>();
            List<Learned> known = new ArrayList<>(ledger.records().size());
            ledger.records()
                    .forEach((rfc, batch) -> known.add(new Learned(
                            rfc,
                            left.computeIfAbsent(batch, any -> Optional.of(Duration.ofNanos(batch.lapsesAt - now))))));
            return Collections.unmodifiableList(known);
        });
    }

    /** {@return a number that changes whenever a record comes, goes, or differs from before; not when one is merely confirmed} */
    public long stamp() {
        return locked(now -> stamp);
    }

    /** {@return a number that changes whenever an own record does} */
    public long ownStamp() {
        return locked(now -> ownStamp);
    }

    /** {@return how many records have been refused for want of room} */
    public long refused() {
        return locked(now -> ledger.refused());
    }

    private <T> T locked(LongFunction<T> step) {
        long now = time.nanos();
        lock.lock();
        try {
            changed(ledger.sweep(now));
            return step.apply(now);
        } finally {
            lock.unlock();
        }
    }

    private boolean changed(boolean differs) {
        stamp += differs ? 1 : 0;
        return differs;
    }

    private boolean forgetAll(Set<PeerAddress> holders) {
        boolean vanished = false;
        for (PeerAddress holder : holders) {
            vanished |= !ledger.forget(holder).isEmpty();
        }
        return vanished;
    }

    /** Many ask between two changes, and all are given the same list. */
    private List<Rfc> listing() {
        if (listedAt != stamp) {
            List<Rfc> records = new ArrayList<>(own.size() + ledger.records().size());
            records.addAll(own.values());
            records.addAll(ledger.records().keySet());
            records.sort(KeyOrder.BY_KEY);
            listed = Collections.unmodifiableList(records);
            listedAt = stamp;
        }
        return listed;
    }

    private static void addIf(boolean wanted, Rfc rfc, List<Rfc> found) {
        if (wanted) {
            found.add(rfc);
        }
    }

    private void complain(PeerAddress from) {
        if (refused() > 0 && complained.compareAndSet(false, true)) {
            LOG.warn(
                    "the index takes {} records from one peer and {} in all: some that {} told are not in it, and it is not said again",
                    mostFromOne,
                    ledger.room(),
                    from);
        }
    }
}
