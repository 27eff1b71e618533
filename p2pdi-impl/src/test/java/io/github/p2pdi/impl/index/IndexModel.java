package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The rules of the index, as plainly as they can be written down: every record is looked at every time. Safe for concurrent use. */
final class IndexModel implements RfcIndex {
    private static final Duration LASTING = Duration.ofSeconds(7200);

    private record Entry(Rfc rfc, PeerAddress teller, long lapsesAt) {
        boolean isOwnWord() {
            return rfc.holder().equals(teller);
        }

        Duration left(long now) {
            return Duration.ofNanos(lapsesAt - now);
        }
    }

    private final TimeSource time;
    private final PeerAddress self;
    private final int mostFromOne;
    private final int most;
    private final Map<Rfc.Key, Entry> entries = new TreeMap<>();
    private final Map<PeerAddress, Long> spokenUntil = new HashMap<>();
    private List<Rfc> own = List.of();
    private long refused;

    IndexModel(TimeSource time, PeerAddress self, int mostFromOne, int most) {
        this.time = time;
        this.self = self;
        this.mostFromOne = mostFromOne;
        this.most = most;
    }

    private long lapse() {
        long now = time.nanos();
        entries.values().removeIf(entry -> entry.lapsesAt <= now);
        spokenUntil.values().removeIf(until -> until <= now);
        return now;
    }

    /** How long it is until something lapses. */
    synchronized Optional<Duration> left() {
        long now = lapse();
        return LongStream.concat(
                        entries.values().stream().mapToLong(Entry::lapsesAt),
                        spokenUntil.values().stream().mapToLong(until -> until))
                .mapToObj(until -> Duration.ofNanos(until - now))
                .min(Comparator.naturalOrder());
    }

    synchronized void setOwn(List<Rfc> records) {
        own = records;
    }

    synchronized boolean merge(PeerAddress from, List<Learned> told) {
        long now = lapse();
        if (from.equals(self)) {
            return true;
        }
        long refusedBefore = refused;
        Map<Rfc.Key, Long> heard = new HashMap<>();
        entries.values().stream()
                .filter(entry -> entry.teller.equals(from) && !entry.isOwnWord())
                .forEach(entry -> heard.put(entry.rfc.key(), entry.lapsesAt));
        entries.values()
                .removeIf(
                        entry -> entry.teller.equals(from) || entry.rfc.holder().equals(from));
        spokenUntil.put(from, now + LASTING.toNanos());
        List<Rfc> words =
                distinct(told.stream().filter(each -> each.rfc().holder().equals(from)));
        words.stream().limit(mostFromOne).forEach(rfc -> take(new Entry(rfc, from, now + LASTING.toNanos())));
        Map<Rfc.Key, Duration> ttls = new HashMap<>();
        List<Rfc> others = distinct(told.stream()
                .filter(each -> !each.rfc().holder().equals(from)
                        && !each.rfc().holder().equals(self))
                .filter(each -> each.ttl().isPresent() && each.ttl().get().compareTo(Duration.ZERO) > 0)
                .peek(each -> ttls.putIfAbsent(each.rfc().key(), each.ttl().orElseThrow())));
        long room = Math.max(0, mostFromOne - words.size());
        others.stream()
                .limit(room)
                .filter(rfc -> !spokenUntil.containsKey(rfc.holder()) && !entries.containsKey(rfc.key()))
                .forEach(rfc -> {
                    Duration ttl = ttls.getOrDefault(rfc.key(), LASTING);
                    long until = now + (ttl.compareTo(LASTING) < 0 ? ttl : LASTING).toNanos();
                    take(new Entry(rfc, from, Math.min(until, heard.getOrDefault(rfc.key(), until))));
                });
        refused += Math.max(0, words.size() - mostFromOne) + Math.max(0, others.size() - room);
        return refused == refusedBefore;
    }

    /** In the order of keys, of two the first. */
    private static List<Rfc> distinct(Stream<Learned> told) {
        Map<Rfc.Key, Rfc> first = new TreeMap<>();
        told.forEach(learned -> first.putIfAbsent(learned.rfc().key(), learned.rfc()));
        return List.copyOf(first.values());
    }

    private void take(Entry entry) {
        if (entries.size() < most) {
            entries.put(entry.rfc.key(), entry);
        } else {
            refused++;
        }
    }

    synchronized boolean amend(PeerAddress from, Predicate<Rfc> gone, List<Learned> added) {
        long now = lapse();
        if (!spokenUntil.containsKey(from)) {
            return false;
        }
        List<Learned> told = new ArrayList<>(added);
        entries.values().stream()
                .filter(entry -> entry.teller.equals(from) && !gone.test(entry.rfc))
                .filter(entry ->
                        added.stream().noneMatch(each -> each.rfc().key().equals(entry.rfc.key())))
                .forEach(entry -> told.add(new Learned(entry.rfc, Optional.of(entry.left(now)))));
        return merge(from, told);
    }

    /** What has been said lately need not be said again. */
    synchronized boolean confirm(PeerAddress from) {
        long now = lapse();
        boolean lately =
                spokenUntil.getOrDefault(from, now) - now > LASTING.dividedBy(2).toNanos();
        return lately || amend(from, rfc -> false, List.of());
    }

    synchronized void remove(PeerAddress peer) {
        lapse();
        entries.values().removeIf(entry -> entry.rfc.holder().equals(peer));
        spokenUntil.remove(peer);
    }

    @Override
    public synchronized List<Rfc> all() {
        lapse();
        return Stream.concat(own.stream(), entries.values().stream().map(Entry::rfc))
                .sorted(Comparator.comparing(Rfc::key))
                .toList();
    }

    @Override
    public synchronized List<Rfc> find(long number) {
        lapse();
        Stream<Rfc> words = entries.values().stream().filter(Entry::isOwnWord).map(Entry::rfc);
        Stream<Rfc> hearsay =
                entries.values().stream().filter(entry -> !entry.isOwnWord()).map(Entry::rfc);
        return Stream.of(own.stream(), words, hearsay)
                .flatMap(part -> part)
                .filter(rfc -> rfc.number() == number)
                .toList();
    }

    @Override
    public List<Rfc> search(String text) {
        TitleQuery query = TitleQuery.of(text);
        return all().stream()
                .filter(rfc -> query.match(rfc) != TitleQuery.Match.NONE)
                .limit(MOST_FOUND)
                .toList();
    }

    @Override
    public synchronized List<FoundDocument> documents(String text) {
        return RfcIndex.super.documents(text);
    }

    @Override
    public synchronized int size() {
        lapse();
        return own.size() + entries.size();
    }

    synchronized long refused() {
        return refused;
    }

    synchronized List<Rfc> own() {
        return own;
    }

    /** What others told, with the time that is left to it. */
    synchronized List<Learned> known() {
        long now = lapse();
        return entries.values().stream()
                .map(entry -> new Learned(entry.rfc, Optional.of(entry.left(now))))
                .toList();
    }
}
