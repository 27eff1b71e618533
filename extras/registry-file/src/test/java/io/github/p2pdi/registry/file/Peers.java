package io.github.p2pdi.registry.file;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerStore;
import io.github.p2pdi.registry.StoredPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Stored peers for tests, and a history of saves with what is kept after each. One thread at a time. */
final class Peers {
    private final Map<PeerAddress, StoredPeer> kept = new HashMap<>();
    private final Random random;
    private final int most;
    private long age;

    /** Of so many keys at the most. */
    Peers(long seed, int most) {
        random = new Random(seed);
        this.most = most;
    }

    static StoredPeer peer(int number, Random random) {
        List<StoredPeer.Registered> registrations = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            registrations.add(new StoredPeer.Registered(Duration.ofMillis(random.nextInt()), 1 + random.nextInt(5)));
        }
        return new StoredPeer(
                new PeerAddress(random.nextInt(5) == 0 ? "tls" : "tcp", "host-" + number + ".example", 4000),
                "192.0.2." + random.nextInt(255),
                new Cookie(random.nextLong()),
                Duration.ofSeconds(30 + random.nextInt(7000)),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1000L),
                registrations,
                random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofNanos(random.nextLong() >>> 1)));
    }

    /** Saves some changes; they are kept when this returns. */
    void save(PeerStore store, int changes) throws IOException {
        Map<PeerAddress, Optional<StoredPeer>> changed = new HashMap<>();
        for (int i = 0; i < changes; i++) {
            StoredPeer peer = peer(random.nextInt(most), random);
            changed.put(peer.key(), random.nextInt(5) == 0 ? Optional.empty() : Optional.of(peer));
        }
        List<StoredPeer> peers =
                changed.values().stream().flatMap(Optional::stream).toList();
        List<PeerAddress> forgotten = changed.keySet().stream()
                .filter(key -> changed.get(key).isEmpty())
                .toList();
        store.save(new PeerStore.Changes(Duration.ofSeconds(++age), peers, forgotten));
        forgotten.forEach(kept::remove);
        peers.forEach(peer -> kept.put(peer.key(), peer));
    }

    Map<PeerAddress, StoredPeer> kept() {
        return Map.copyOf(kept);
    }

    Duration age() {
        return Duration.ofSeconds(age);
    }

    static FilePeerStore open(Path folder) throws IOException {
        return FilePeerStore.open(folder);
    }

    /** What a store in that folder has. */
    static Map<PeerAddress, StoredPeer> in(Path folder) throws IOException {
        try (FilePeerStore store = open(folder)) {
            return load(store);
        }
    }

    static Map<PeerAddress, StoredPeer> load(PeerStore store) throws IOException {
        Map<PeerAddress, StoredPeer> peers = new HashMap<>();
        Duration unused = store.load(peer -> {
            if (peers.put(peer.key(), peer) != null) {
                throw new AssertionError(peer.key() + " is there twice");
            }
        });
        return peers;
    }
}
