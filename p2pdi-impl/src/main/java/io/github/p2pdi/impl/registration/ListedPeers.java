package io.github.p2pdi.impl.registration;

import java.util.ArrayList;
import java.util.Collections;
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
        Set<PeerRecord> drawn = new HashSet<>();
        for (int last = records.size() - most; last < records.size(); last++) {
            if (!drawn.add(records.get(random.nextInt(last + 1)))) {
                drawn.add(records.get(last));
            }
        }
        List<PeerRecord> sample = new ArrayList<>(drawn);
        for (int last = sample.size() - 1; last > 0; last--) {
            Collections.swap(sample, last, random.nextInt(last + 1));
        }
        return sample;
    }
}
