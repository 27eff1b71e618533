package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rules of the index, as plainly as they can be written down: every record is looked at every time. */
final class IndexModel {
    private record Entry(Rfc rfc, PeerAddress teller, long lapsesAt) {
        boolean isOwnWord() {
            return rfc.holder().equals(teller);
        }
    }

    private final PeerAddress self;
    private final int mostFromOne;
    private final int most;
    private final Map<Rfc.Key, Entry> entries = new TreeMap<>();
    private final Map<PeerAddress, Long> spokenUntil = new HashMap<>();
    private List<Rfc> own = List.of();

    IndexModel(PeerAddress self, int mostFromOne, int most) {
        this.self = self;
        this.mostFromOne = mostFromOne;
        this.most = most;
    }

    void setOwn(List<Rfc> records) {
        own = records;
    }

    void lapse(long now) {
        entries.values().removeIf(entry -> entry.lapsesAt <= now);
        spokenUntil.values().removeIf(until -> until <= now);
    }

    void merge(PeerAddress from, List<Learned> told, long now) {
        if (from.equals(self)) {
            return;
        }
        Map<Rfc.Key, Long> before = new HashMap<>();
        entries.values().stream()
                .filter(entry -> entry.teller.equals(from) && !entry.isOwnWord())
                .forEach(entry -> before.put(entry.rfc.key(), entry.lapsesAt));
        entries.values()
                .removeIf(
                        entry -> entry.teller.equals(from) || entry.rfc.holder().equals(from));
        spokenUntil.put(from, now + 7200);
        List<Learned> words = distinct(
                        told.stream().filter(l -> l.rfc().holder().equals(from)))
                .stream()
                .limit(mostFromOne)
                .toList();
        words.forEach(l -> take(l.rfc(), from, now + 7200));
        distinct(told.stream()
                        .filter(l -> !l.rfc().holder().equals(from)
                                && !l.rfc().holder().equals(self))
                        .filter(l -> l.ttl().isPresent() && l.ttl().get().toSeconds() > 0))
                .stream()
                .limit(mostFromOne - words.size())
                .filter(l -> !spokenUntil.containsKey(l.rfc().holder())
                        && !entries.containsKey(l.rfc().key()))
                .forEach(l -> {
                    long lapsesAt = now + Math.min(7200, l.ttl().get().toSeconds());
                    take(
                            l.rfc(),
                            from,
                            Math.min(lapsesAt, before.getOrDefault(l.rfc().key(), lapsesAt)));
                });
    }

    /** In the order of keys, of two the first. */
    private static List<Learned> distinct(Stream<Learned> told) {
        Map<Rfc.Key, Learned> first = new TreeMap<>();
        told.forEach(learned -> first.putIfAbsent(learned.rfc().key(), learned));
        return List.copyOf(first.values());
    }

    private void take(Rfc rfc, PeerAddress teller, long lapsesAt) {
        if (entries.size() < most) {
            entries.put(rfc.key(), new Entry(rfc, teller, lapsesAt));
        }
    }

    void remove(PeerAddress peer) {
        entries.values().removeIf(entry -> entry.rfc.holder().equals(peer));
        spokenUntil.remove(peer);
    }

    List<Rfc> all() {
        return Stream.concat(own.stream(), entries.values().stream().map(Entry::rfc))
                .sorted(Comparator.comparing(Rfc::key))
                .toList();
    }

    List<Rfc> find(long number) {
        Stream<Rfc> words = entries.values().stream().filter(Entry::isOwnWord).map(Entry::rfc);
        Stream<Rfc> hearsay =
                entries.values().stream().filter(entry -> !entry.isOwnWord()).map(Entry::rfc);
        return Stream.of(own.stream(), words, hearsay)
                .flatMap(part -> part)
                .filter(rfc -> rfc.number() == number)
                .toList();
    }

    List<Learned> known(long now) {
        return entries.values().stream()
                .map(entry -> Said.hearsay(entry.rfc, entry.lapsesAt - now))
                .toList();
    }
}
