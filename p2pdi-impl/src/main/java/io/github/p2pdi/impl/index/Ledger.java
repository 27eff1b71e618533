package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What others have told, one record a key. A holder has either spoken for itself, and then all records of it are its own words, or it has not,
 * and then all are hearsay; so the two never compete for a key. One thread at a time.
 */
final class Ledger {
    /** How long a holder's own word lasts, and hearsay at most. */
    static final Duration LASTING = Duration.ofHours(2);

    private final int room;
    private final NavigableMap<Rfc, Batch> records = new TreeMap<>(KeyOrder.BY_KEY);
    /** By holder, also of those that hold nothing: whoever has answered has spoken for itself. */
    private final Map<PeerAddress, Batch> words = new HashMap<>();
    /** By teller. */
    private final Map<PeerAddress, Set<Batch>> hearsayFrom = new HashMap<>();
    /** By holder. */
    private final Map<PeerAddress, Set<Rfc>> hearsayAbout = new HashMap<>();

    private final TreeSet<Batch> lapses = new TreeSet<>(Batch::compareByLapse);
    private long serial;
    private long refused;

    /**
     * Makes an empty ledger.
     *
     * @param room how many records it takes at most
     */
    Ledger(int room) {
        this.room = room;
    }

    NavigableMap<Rfc, Batch> records() {
        return records;
    }

    int room() {
        return room;
    }

    /** How many records there was no room for. */
    long refused() {
        return refused;
    }

    /** Drops what has lapsed; whether there was a record among it. */
    boolean sweep(long now) {
        int before = records.size();
        while (!lapses.isEmpty() && lapses.first().lapsesAt - now <= 0) {
            drop(lapses.first());
        }
        return records.size() < before;
    }

    /** Puts an answer in place of all that this peer told before; whether the records differ now. */
    boolean merge(Answer answer, long now) {
        Map<Rfc, Long> lapsedAt = new TreeMap<>(KeyOrder.BY_KEY);
        Set<Rfc> before = new HashSet<>();
        for (Batch batch : List.copyOf(hearsayFrom.getOrDefault(answer.from(), Set.of()))) {
            batch.records.forEach(rfc -> lapsedAt.put(rfc, batch.lapsesAt));
            before.addAll(batch.records);
            drop(batch);
        }
        before.addAll(forget(answer.from()));
        Set<Rfc> after = new HashSet<>();
        takeWords(answer, now, after);
        takeHearsay(answer, now, lapsedAt, after);
        refused += answer.refused();
        return !before.equals(after);
    }

    /**
     * What a peer has told as far as it counts: its own words, and hearsay with the time that is left to it. None if it has not spoken for itself, or what
     * it said has lapsed.
     */
    Optional<List<Learned>> told(PeerAddress teller, long now) {
        Batch spoken = words.get(teller);
        if (spoken == null) {
            return Optional.empty();
        }
        List<Learned> told = new ArrayList<>(spoken.records.size());
        spoken.records.forEach(rfc -> told.add(new Learned(rfc, Optional.empty())));
        for (Batch batch : hearsayFrom.getOrDefault(teller, Set.of())) {
            Optional<Duration> left = Optional.of(Duration.ofNanos(batch.lapsesAt - now));
            batch.records.forEach(rfc -> told.add(new Learned(rfc, left)));
        }
        return Optional.of(told);
    }

    /** Whether a peer has spoken for itself within half the time that its words last. */
    boolean isFresh(PeerAddress teller, long now) {
        Batch spoken = words.get(teller);
        return spoken != null && spoken.lapsesAt - now > LASTING.toNanos() / 2;
    }

    /** Drops the own words of a holder and the hearsay about it, and gives what was dropped. */
    List<Rfc> forget(PeerAddress holder) {
        List<Rfc> dropped = new ArrayList<>();
        Batch spoken = words.get(holder);
        if (spoken != null) {
            dropped.addAll(spoken.records);
            drop(spoken);
        }
        for (Rfc rfc : List.copyOf(hearsayAbout.getOrDefault(holder, Set.of()))) {
            dropped.add(rfc);
            dropHearsay(rfc);
        }
        return dropped;
    }

    /** All peers of which there is a record, or that said there is none. */
    Set<PeerAddress> holders() {
        Set<PeerAddress> holders = new HashSet<>(words.keySet());
        holders.addAll(hearsayAbout.keySet());
        return holders;
    }

    private void takeWords(Answer answer, long now, Set<Rfc> taken) {
        Batch batch = begin(answer.from(), true, now + LASTING.toNanos());
        for (Rfc rfc : answer.words()) {
            if (hasRoom()) {
                take(rfc, batch, taken);
            }
        }
    }

    private void takeHearsay(Answer answer, long now, Map<Rfc, Long> lapsedAt, Set<Rfc> taken) {
        Map<Long, Batch> batches = new HashMap<>();
        answer.hearsay().forEach((rfc, ttl) -> {
            long told = now + (ttl.compareTo(LASTING) < 0 ? ttl : LASTING).toNanos();
            long before = lapsedAt.getOrDefault(rfc, told);
            long lapsesAt = before - told < 0 ? before : told;
            boolean wanted = !words.containsKey(rfc.holder()) && !records.containsKey(rfc);
            if (wanted && hasRoom()) {
                take(rfc, batches.computeIfAbsent(lapsesAt, at -> begin(answer.from(), false, at)), taken);
            }
        });
    }

    private boolean hasRoom() {
        if (records.size() < room) {
            return true;
        }
        refused++;
        return false;
    }

    private Batch begin(PeerAddress teller, boolean ownWords, long lapsesAt) {
        Collection<Rfc> none = ownWords ? new ArrayList<>() : new TreeSet<>(KeyOrder.BY_KEY);
        Batch batch = new Batch(teller, ownWords, lapsesAt, none, serial++);
        lapses.add(batch);
        if (ownWords) {
            words.put(teller, batch);
        } else {
            hearsayFrom
                    .computeIfAbsent(teller, any -> new TreeSet<>(Batch::compareByLapse))
                    .add(batch);
        }
        return batch;
    }

    private void take(Rfc rfc, Batch batch, Set<Rfc> taken) {
        records.put(rfc, batch);
        batch.records.add(rfc);
        taken.add(rfc);
        if (!batch.ownWords) {
            hearsayAbout
                    .computeIfAbsent(rfc.holder(), any -> new TreeSet<>(KeyOrder.BY_KEY))
                    .add(rfc);
        }
    }

    private void drop(Batch batch) {
        lapses.remove(batch);
        for (Rfc rfc : batch.records) {
            records.remove(rfc);
            if (!batch.ownWords) {
                unlink(hearsayAbout, rfc.holder(), rfc);
            }
        }
        if (batch.ownWords) {
            words.remove(batch.teller);
        } else {
            unlink(hearsayFrom, batch.teller, batch);
        }
    }

    private void dropHearsay(Rfc rfc) {
        Batch batch = Objects.requireNonNull(records.remove(rfc));
        batch.records.remove(rfc);
        unlink(hearsayAbout, rfc.holder(), rfc);
        if (batch.records.isEmpty()) {
            drop(batch);
        }
    }

    private static <T> void unlink(Map<PeerAddress, Set<T>> sets, PeerAddress peer, T member) {
        Set<T> set = Objects.requireNonNull(sets.get(peer));
        set.remove(member);
        if (set.isEmpty()) {
            sets.remove(peer);
        }
    }
}
