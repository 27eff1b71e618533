package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.StoredPeer;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A long list, and long changes, are put together bit by bit. Whatever happens meanwhile, they are those of one moment. */
class LongListingTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private Runnable whenLookedAt = () -> {};
    private final PeerRegistry registry = Registries.open(new Interrupting(), new Random(4)::nextLong, 20_000);
    private final List<Cookie> cookies = new ArrayList<>();

    /** The registry looks at the clock under its lock, before it does anything: then others have just been at work. */
    private final class Interrupting extends ForwardingTime {
        Interrupting() {
            super(clock);
        }

        @Override
        public long nanos() {
            Runnable once = whenLookedAt;
            whenLookedAt = () -> {};
            once.run();
            whenLookedAt = once;
            return super.nanos();
        }
    }

    private void join(int i, int seconds) {
        PeerAddress address = new PeerAddress(i % 7 == 0 ? "tls" : "tcp", "h" + i, 1);
        cookies.add(
                Registries.granted(registry.register(Registries.withLease(address, "s", Duration.ofSeconds(seconds))))
                        .cookie());
    }

    private void happen(Random random) {
        for (int i = random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> join(random.nextInt(6000), 30 + random.nextInt(100));
                case 1 -> registry.leave(cookies.get(random.nextInt(cookies.size())));
                case 2 -> registry.renew(cookies.get(random.nextInt(cookies.size())));
                default -> clock.advance(Duration.ofSeconds(random.nextInt(10)));
            }
        }
    }

    @Test
    void itIsThatOfOneMoment() {
        Random random = new Random(11);
        for (int i = 0; i < 5000; i++) {
            join(i, 30 + random.nextInt(1000));
        }
        int torn = 0;
        for (int round = 0; round < 100; round++) {
            String before = registry.version();
            whenLookedAt = () -> happen(random);
            Listing listing = registry.listed();
            whenLookedAt = () -> {};
            torn += before.equals(listing.version()) ? 0 : 1;
            assertEquals(registry.version(), listing.version(), "round " + round);
            assertEquals(Registries.activeAddresses(registry), Registries.addresses(listing), "round " + round);
            for (int i = 0; i < 100; i++) {
                join(random.nextInt(6000), 1000);
            }
        }
        assertTrue(torn > 90, "something happened in nearly every round, not in " + torn);
    }

    @Test
    void changesLeadToOneMoment() {
        Random random = new Random(12);
        for (int i = 0; i < 5000; i++) {
            join(i, 30 + random.nextInt(1000));
        }
        int torn = 0;
        for (int round = 0; round < 100; round++) {
            Listing from = registry.listed();
            for (int i = 0; i < 2000; i++) {
                join(random.nextInt(6000), 1000);
                if (i % 2 == 0) {
                    registry.leave(cookies.get(cookies.size() - 1));
                }
            }
            String before = registry.version();
            whenLookedAt = () -> happen(random);
            Changes changes =
                    registry.changes(from.version(), Integer.MAX_VALUE).orElseThrow();
            whenLookedAt = () -> {};
            torn += before.equals(changes.version()) ? 0 : 1;
            assertEquals(registry.version(), changes.version(), "round " + round);
            assertEquals(Registries.activeAddresses(registry), changed(from, changes), "round " + round);
        }
        assertTrue(torn > 50, "something happened in most rounds, not in " + torn);
    }

    private static Set<PeerAddress> changed(Listing from, Changes changes) {
        Map<PeerAddress, PeerAddress> peers = new HashMap<>();
        from.peers().forEach(peer -> peers.put(StoredPeer.key(peer.address()), peer.address()));
        changes.removed().forEach(key -> assertNotNull(peers.remove(key), key + " was there"));
        changes.added().forEach(peer -> peers.put(StoredPeer.key(peer.address()), peer.address()));
        return Set.copyOf(peers.values());
    }

    @Test
    void manyChangesKeepNobodyWaitingUntilAllAreLookedAt() {
        String from = registry.version();
        for (int i = 0; i < 5000; i++) {
            join(i, 1000);
        }
        AtomicInteger looks = new AtomicInteger();
        whenLookedAt = looks::incrementAndGet;
        assertEquals(5000, registry.changes(from, 5000).orElseThrow().added().size());
        assertEquals(7, looks.get(), "for the changes, for each thousand, and for what has changed meanwhile");
        assertEquals(Optional.empty(), registry.changes(from, 4999));
    }
}
