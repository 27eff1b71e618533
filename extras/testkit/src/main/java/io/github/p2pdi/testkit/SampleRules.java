package io.github.p2pdi.testkit;

import static io.github.p2pdi.testkit.RegistryStage.HOME;
import static io.github.p2pdi.testkit.RegistryStage.addresses;
import static io.github.p2pdi.testkit.RegistryStage.plain;
import static io.github.p2pdi.testkit.RegistryStage.register;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rule 15: samples. */
final class SampleRules {
    private static final int PEERS = 20;
    private static final int SAMPLE = 5;
    private static final int DRAWS = 20_000;

    /** The quantile of chi-square with 19 degrees of freedom that is exceeded once in a billion runs, about; the draws are seeded besides. */
    private static final double BOUND = 85;

    private final PeerRegistry registry;

    SampleRules(PeerRegistry registry) {
        this.registry = registry;
        for (int i = 0; i < 2 * PEERS; i++) {
            var cookie =
                    register(registry, plain(PeerAddress.of("h" + i, 1), HOME)).cookie();
            // Those who leave in between leave no traces.
            if (i % 2 == 1) {
                assertTrue(registry.leave(cookie));
            }
        }
    }

    void samplesAreOfTheListed() {
        Set<PeerAddress> all = addresses(registry.listed());
        assertEquals(PEERS, all.size());
        for (int most = 1; most <= PEERS + 2; most++) {
            Set<PeerAddress> sample = addresses(registry.sample(most));
            assertEquals(Math.min(most, PEERS), sample.size());
            assertTrue(all.containsAll(sample));
        }
    }

    void allOfThemAreInRandomOrderWhereSoManyAreWanted() {
        Set<PeerAddress> last = new TreeSet<>();
        for (int i = 0; i < DRAWS && last.size() < PEERS; i++) {
            last.add(registry.sample(PEERS).peers().get(PEERS - 1).address());
        }
        assertEquals(addresses(registry.listed()), last, "who was the last of a sample");
    }

    void eachIsAsLikelyAsEachOther() {
        Map<PeerAddress, Integer> counts = new TreeMap<>();
        for (int i = 0; i < DRAWS; i++) {
            addresses(registry.sample(SAMPLE)).forEach(address -> counts.merge(address, 1, Integer::sum));
        }
        double expected = (double) DRAWS * SAMPLE / PEERS;
        double chiSquare = 0;
        for (PeerAddress address : addresses(registry.listed())) {
            double off = counts.getOrDefault(address, 0) - expected;
            chiSquare += off * off / expected;
        }
        assertTrue(chiSquare < BOUND, "chi-square " + chiSquare + " of " + counts);
    }
}
