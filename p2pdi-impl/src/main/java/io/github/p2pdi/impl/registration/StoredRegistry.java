package io.github.p2pdi.impl.registration;

import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Opens the registry in memory with what a store has kept, and a journal that keeps what changes. */
public final class StoredRegistry {
    private StoredRegistry() {}

    /** The open registry; the store is closed with it, or at once if it cannot be loaded. */
    public static PeerRegistry open(PeerStore store, Context context) throws IOException {
        boolean opened = false;
        try {
            PeerRegistry registry = loaded(store, context);
            opened = true;
            return registry;
        } finally {
            if (!opened) {
                store.close();
            }
        }
    }

    private static PeerRegistry loaded(PeerStore store, Context context) throws IOException {
        List<StoredPeer> peers = new ArrayList<>();
        Duration last = store.load(peers::add);
        // Who has been inactive the longest is forgotten first.
        peers.sort(Comparator.comparing(peer -> peer.ended().orElse(Duration.ZERO)));
        long now = context.time().nanos();
        RegistryAge age = new RegistryAge(last, now);
        StoreJournal journal = new StoreJournal(store, context.time(), age);
        MemoryRegistry registry = new MemoryRegistry(context, journal);
        registry.load(peers, age, now);
        journal.start(registry);
        return registry;
    }
}
