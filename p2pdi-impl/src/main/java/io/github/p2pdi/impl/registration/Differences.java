package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.registration.ChangeLog.Change;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Changes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has become of the peers that have changed since a version, as far as it has been looked at. One thread at a time. */
final class Differences {
    private final Map<PeerAddress, Boolean> wereListed = new LinkedHashMap<>();
    private final Map<PeerAddress, Peer> listed = new HashMap<>();

    /** More has changed, after what was added before. */
    Differences add(List<Change> changes) {
        changes.forEach(change -> wereListed.putIfAbsent(change.key(), change.wasListed()));
        return this;
    }

    /** Looks at what has become of some of them. */
    Differences look(List<Change> changes, Roster roster, long now) {
        for (Change change : changes) {
            PeerRecord record = roster.at(change.key());
            if (record != null && record.slot() != PeerRecord.UNLISTED) {
                listed.put(change.key(), record.peer(now));
            } else {
                listed.remove(change.key());
            }
        }
        return this;
    }

    /** What leads to that version. */
    Changes to(String version) {
        List<Peer> added = new ArrayList<>();
        List<PeerAddress> removed = new ArrayList<>();
        wereListed.forEach((key, wasListed) -> {
            Peer peer = listed.get(key);
            if (peer != null) {
                added.add(peer);
            } else if (wasListed) {
                removed.add(key);
            }
        });
        return new Changes(version, added, removed);
    }
}
