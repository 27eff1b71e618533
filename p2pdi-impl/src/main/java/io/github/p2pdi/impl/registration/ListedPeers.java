package io.github.p2pdi.impl.registration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The listed peers, without gaps, so that each can be drawn by lot. Every record knows its slot. Guarded by the registry's lock. */
final class ListedPeers {
    private final List<PeerRecord> records = new ArrayList<>();

    int size() {
        return records.size();
    }

    List<PeerRecord> all() {
        return records;
    }

    void add(PeerRecord record) {
        record.slot(records.size());
        records.add(record);
    }

    /** The last one takes the place. */
    void remove(PeerRecord record) {
        PeerRecord last = records.remove(records.size() - 1);
        if (last != record) {
            records.set(record.slot(), last);
            last.slot(record.slot());
        }
        record.slot(PeerRecord.UNLISTED);
    }

    /** So many of them, each set of that size as likely as each other, in random order: Floyd's algorithm (Bentley and Floyd, 1987). */
    List<PeerRecord> sample(int most, RandomGenerator random) {
        if (most > records.size()) {
            return records;
        }
        int[] slots = new int[most];
        Set<Integer> drawn = new HashSet<>();
        for (int i = 0; i < most; i++) {
            int last = records.size() - most + i;
            int slot = random.nextInt(last + 1);
            slots[i] = drawn.add(slot) ? slot : last;
            drawn.add(slots[i]);
        }
        PeerRecord[] sample = new PeerRecord[most];
        for (int i = 0; i < most; i++) {
            // Each goes to a place drawn among those so far, and whoever is there to the end.
            int place = random.nextInt(i + 1);
            sample[i] = sample[place];
            sample[place] = records.get(slots[i]);
        }
        return Arrays.asList(sample);
    }
}
