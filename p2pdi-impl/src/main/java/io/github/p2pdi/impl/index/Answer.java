package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.IndexLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a peer told, sorted out: its own words, and hearsay with the time that is left to it, each in the order of keys. A key that comes twice counts
 * once, as first told.
 *
 * @param from the peer
 * @param words the records that the peer holds itself
 * @param hearsay those of others, with their ttl, more than zero
 * @param refused how many records were more than one peer may tell
 */
record Answer(PeerAddress from, Block words, List<Learned> hearsay, int refused) {
    private static final Comparator<Learned> BY_KEY = Comparator.comparing(Learned::rfc, KeyOrder.BY_KEY);

    /**
     * Sorts out. What is said about ourselves counts nothing, nor does hearsay without a ttl, as it
     * would have no end, or with none left.
     *
     * @param limits how much one peer may tell; where there is more, its own words come first
     */
    static Answer of(PeerAddress from, List<Learned> told, PeerAddress self, IndexLimits limits) {
        List<Learned> words = new ArrayList<>();
        List<Learned> hearsay = new ArrayList<>();
        for (Learned learned : told) {
            PeerAddress holder = learned.rfc().holder();
            if (holder.equals(from)) {
                words.add(learned);
            } else if (!holder.equals(self) && lasts(learned)) {
                hearsay.add(learned);
            }
        }
        List<Learned> own = distinct(words);
        List<Learned> others = distinct(hearsay);
        int most = limits.recordsOfOne();
        Block.Builder block = new Block.Builder(Math.min(own.size(), most), limits.textBytesOfOne());
        int refused = Math.max(0, own.size() - most);
        for (Learned word : first(own, most)) {
            refused += block.add(word.rfc()) ? 0 : 1;
        }
        List<Learned> taken = first(others, most - Math.min(own.size(), most));
        return new Answer(from, block.build(), taken, refused + others.size() - taken.size());
    }

    private static boolean lasts(Learned learned) {
        return learned.ttl().isPresent() && learned.ttl().get().compareTo(Duration.ZERO) > 0;
    }

    private static List<Learned> first(List<Learned> records, int most) {
        return records.subList(0, Math.min(records.size(), most));
    }

    /** Peers of our kind tell their records in this order already. */
    private static List<Learned> distinct(List<Learned> told) {
        told.sort(BY_KEY);
        List<Learned> distinct = new ArrayList<>(told.size());
        for (Learned learned : told) {
            if (distinct.isEmpty() || BY_KEY.compare(distinct.get(distinct.size() - 1), learned) != 0) {
                distinct.add(learned);
            }
        }
        return distinct;
    }
}
