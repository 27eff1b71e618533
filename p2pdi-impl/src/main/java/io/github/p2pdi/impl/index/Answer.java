package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a peer told, sorted out: its own words, and hearsay with the time that is left to it. A key that comes twice counts once, as first told.
 *
 * @param from the peer
 * @param words the records that the peer holds itself
 * @param hearsay those of others, with their ttl, more than zero
 * @param refused how many records were more than one peer may tell
 */
record Answer(PeerAddress from, NavigableSet<Rfc> words, NavigableMap<Rfc, Duration> hearsay, int refused) {
    /**
     * Sorts out. What is said about ourselves counts nothing, nor does hearsay without a ttl, as it
     * would have no end, or with none left.
     *
     * @param most how many records one peer may tell; where there are more, its own words come first
     */
    static Answer of(PeerAddress from, List<Learned> told, PeerAddress self, int most) {
        TreeSet<Rfc> words = new TreeSet<>(KeyOrder.BY_KEY);
        TreeMap<Rfc, Duration> hearsay = new TreeMap<>(KeyOrder.BY_KEY);
        for (Learned learned : told) {
            Rfc rfc = learned.rfc();
            if (rfc.holder().equals(from)) {
                words.add(rfc);
            } else if (!rfc.holder().equals(self)) {
                learned.ttl()
                        .filter(ttl -> ttl.compareTo(Duration.ZERO) > 0)
                        .ifPresent(ttl -> hearsay.putIfAbsent(rfc, ttl));
            }
        }
        int refused = cut(words, most) + cut(hearsay.navigableKeySet(), most - words.size());
        return new Answer(from, words, hearsay, refused);
    }

    private static int cut(NavigableSet<Rfc> records, int most) {
        int before = records.size();
        while (records.size() > most) {
            records.pollLast();
        }
        return before - records.size();
    }
}
