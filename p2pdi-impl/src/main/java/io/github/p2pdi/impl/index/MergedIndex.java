package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a peer knows, merged from its own documents and from what others answer. The rules, each with tests of its number:
 *
 * <ol>
 *   <li>Own records are the truth of the store; what others say about us is ignored.
 *   <li>A holder's own word replaces what it said earlier and lasts 7200 s, also the word that it holds nothing.
 *   <li>Hearsay, a record told by somebody else, lasts the ttl it was told with, at most 7200 s. Hearing it again does not lengthen it. It never
 *       replaces the holder's own word, and vanishes when the holder speaks for itself.
 *   <li>A peer that has left takes its records with it, those of its own word and those of hearsay. What it told of others stays.
 *   <li>What has lapsed is gone at that nanosecond, whether it has been swept or not.
 *   <li>One answer counts for 100,000 records and 32 MiB of text at most, and all answers for 1,000,000 and 256 MiB ({@link IndexLimits}). What is more
 *       is refused, and displaces nothing; of one answer the peer's own words come first.
 *   <li>Of two that tell hearsay of the same record the first counts, as long as it says so.
 *   <li>A peer is its address: two on one host are told apart by their ports, and by their transports.
 *   <li>A number is not a document: holders whose sha256 or size differ are kept side by side, and none corrects another.
 *   <li>An answer is taken whole or, in parts, amended: a record that is told again differently replaces the one before, one that is gone vanishes, and the
 *       others stay as if they had been told again.
 * </ol>
 *
 * <p>Records without a port, as peers of the base dialect tell them, are given one before they come here: that of their teller.
 *
 * <p>Safe for concurrent use. One lock guards all fields; the clock is read, answers are sorted out, titles are searched, records are made and the log is
 * written outside it. Each call first sweeps what has lapsed, so that nothing behind the lock needs to ask for the time again.
 */
public final class MergedIndex implements RfcIndex {
    private static final Logger LOG = LoggerFactory.getLogger(MergedIndex.class);

    private final TimeSource time;
    private final Supplier<PeerAddress> self;
    private final IndexLimits limits;
    private final IndexNews news;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger ledger;
    private final AtomicBoolean complained = new AtomicBoolean();
    private Block own = Block.of(List.of());
    /** Where somebody listens. */
    private final @Nullable Untold untold;
    /** Tells it, all that there is by then. */
    private final Runnable telling;

    private long ownStamp;
    private long stamp;
    /** Of what is there now, if anybody has asked for one since the last change. */
    private @Nullable Snapshot snapshot;

    /**
     * Makes an empty index.
     *
     * @param time what all lifetimes are measured on
     * @param self this peer's address, as others know it
     * @param limits how much it takes from others
     * @param news who is told what happens to it
     */
    public MergedIndex(TimeSource time, Supplier<PeerAddress> self, IndexLimits limits, IndexNews news) {
        this.time = time;
        this.self = self;
        this.limits = limits;
        this.news = news;
        this.untold = news.listener() == PeerListener.NONE ? null : new Untold(own);
        this.telling = this::tell;
        this.ledger = new Ledger(limits, untold);
    }

    /** Makes an empty index that tells nobody. */
    public MergedIndex(TimeSource time, Supplier<PeerAddress> self, IndexLimits limits) {
        this(time, self, limits, IndexNews.NONE);
    }

    /**
     * Puts these records in place of all own ones.
     *
     * @param records this peer's own records, one a number
     */
    public void setOwn(List<Rfc> records) {
        Map<Rfc.Key, Rfc> byKey = new TreeMap<>();
        records.forEach(rfc -> byKey.put(rfc.key(), rfc));
        Block now = Block.of(List.copyOf(byKey.values()));
        locked(any -> {
            boolean differs = !own.same(now);
            own = differs ? now : own;
            ownStamp += differs ? 1 : 0;
            // The address may have become ours only now.
            return changed(forgetAll(now.holders()) || differs);
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
        Answer answer = Answer.of(from, records, us, limits);
        long refused = locked(now -> merge(answer, now));
        if (refused > 0) {
            news.refused().accept(refused);
            complain(from);
        }
        return refused == 0;
    }

    private long merge(Answer answer, long now) {
        long before = ledger.refused();
        changed(ledger.merge(answer, now));
        return ledger.refused() - before;
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
        locked(now -> changed(ledger.forget(peer)));
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
        return snapshot().all();
    }

    @Override
    public List<Rfc> find(long number) {
        return number < 0 ? List.of() : locked(now -> found(number));
    }

    @Override
    public List<Rfc> search(String text) {
        return new FirstRecords(TitleQuery.of(text), MOST_FOUND).in(snapshot().slices());
    }

    @Override
    public List<FoundDocument> documents(String text) {
        TitleQuery query = TitleQuery.of(text);
        Snapshot seen = snapshot();
        List<Long> numbers = new BestDocuments(query, MOST_DOCUMENTS).in(seen.slices());
        // Where it has changed meanwhile, the two must not be mixed: they are found among what was searched. That takes
        // longer, but nobody waits for it.
        Optional<List<List<Rfc>>> found =
                locked(now -> current() == seen ? Optional.of(found(numbers, this::found)) : Optional.empty());
        return found.orElseGet(() -> found(numbers, seen::numbered)).stream()
                .map(FoundDocument::of)
                .toList();
    }

    private static List<List<Rfc>> found(List<Long> numbers, LongFunction<List<Rfc>> records) {
        return numbers.stream()
                .map(records::apply)
                .filter(each -> !each.isEmpty())
                .limit(MOST_DOCUMENTS)
                .toList();
    }

    private List<Rfc> found(long number) {
        List<Row> found = new ArrayList<>();
        for (int row = own.firstFrom(number); row < own.rows() && own.number(row) == number; row++) {
            found.add(new Row(own, row));
        }
        ledger.table().addNumbered(number, found);
        return new FoundRecords(found);
    }

    @Override
    public int size() {
        return locked(now -> own.rows() + ledger.table().size());
    }

    /** {@return this peer's own records, ordered as {@link #all()}} */
    public List<Rfc> own() {
        return ownSnapshot().all();
    }

    /** {@return the same as they would be told to another} */
    public Listing ownListing() {
        Snapshot mine = ownSnapshot();
        return new Listing(mine, mine.order(), 0);
    }

    private Snapshot ownSnapshot() {
        return new Snapshot(locked(now -> own), new RecordTable(null));
    }

    /** {@return how many records {@link #own()} has} */
    public int ownSize() {
        return locked(now -> own.rows());
    }

    /** {@return what others have told, ordered as {@link #all()}, each record with the time that is left to it: what may be relayed as hearsay} */
    public List<Learned> known() {
        return everything().stream()
                .filter(learned -> learned.ttl().isPresent())
                .toList();
    }

    /** {@return all records, ordered as {@link #all()}: those of others with the time that is left to them, which may be none} */
    public Listing everything() {
        // Put in order outside the lock, as that takes long. What changes meanwhile is in the next one.
        Snapshot seen = snapshot();
        long[] order = seen.order();
        return locked(now -> new Listing(seen, order, now));
    }

    /** {@return whether a peer has spoken for itself, so that nothing that others tell of it counts} */
    public boolean hasSpoken(PeerAddress peer) {
        return locked(now -> ledger.hasSpoken(peer));
    }

    /** {@return a number that changes whenever a record comes, goes, or differs from before; not when one is merely confirmed} */
    public long stamp() {
        return locked(now -> stamp);
    }

    /** {@return a number that changes whenever an own record does} */
    public long ownStamp() {
        return locked(now -> ownStamp);
    }

    /** {@return how much it takes from others} */
    public IndexLimits limits() {
        return limits;
    }

    /** {@return how many records have been refused for want of room} */
    public long refused() {
        return locked(now -> ledger.refused());
    }

    private <T> T locked(LongFunction<T> step) {
        long now = time.nanos();
        boolean due = false;
        lock.lock();
        try {
            changed(ledger.sweep(now));
            T done = step.apply(now);
            due = untold != null && untold.isDue(own);
            return done;
        } finally {
            lock.unlock();
            if (due) {
                news.events().accept(telling);
            }
        }
    }

    private void tell() {
        Difference difference = locked(now -> untold == null ? Difference.NONE : untold.take(own));
        difference.tell(news.listener());
    }

    private boolean changed(boolean differs) {
        if (differs) {
            stamp++;
            snapshot = null;
        }
        return differs;
    }

    private boolean forgetAll(Iterable<PeerAddress> holders) {
        boolean vanished = false;
        for (PeerAddress holder : holders) {
            vanished |= ledger.forget(holder);
        }
        return vanished;
    }

    private Snapshot snapshot() {
        return locked(now -> current());
    }

    /** Many ask between two changes, and all are given the same. */
    private Snapshot current() {
        Snapshot made = snapshot;
        if (made == null || !made.isOf(ledger.table())) {
            made = new Snapshot(own, ledger.table());
            snapshot = made;
        }
        return made;
    }

    private void complain(PeerAddress from) {
        if (complained.compareAndSet(false, true)) {
            LOG.warn(
                    "the index takes {} records and {} bytes of text from one peer, and {} and {} in all: some that {} told are not in it, and it is not said again",
                    limits.recordsOfOne(),
                    limits.textBytesOfOne(),
                    limits.records(),
                    limits.textBytes(),
                    from);
        }
    }
}
