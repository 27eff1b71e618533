package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HearsaySourcesTest {
    private static List<PeerAddress> peers(int count) {
        List<PeerAddress> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(PeerAddress.of("127.0.0.1", 10_000 + i));
        }
        return peers;
    }

    @Test
    void inASmallNetworkEverybodyIsAsked() {
        HearsaySources sources = new HearsaySources(1);
        assertEquals(Set.of(), sources.among(List.of()));
        assertEquals(new HashSet<>(peers(HearsaySources.MOST)), sources.among(peers(HearsaySources.MOST)));
    }

    @Test
    void choiceStaysWhileThoseChosenDo() {
        Random random = new Random(Seed.draw("those who leave"));
        HearsaySources sources = new HearsaySources(random.nextLong());
        List<PeerAddress> active = peers(1_000);
        Set<PeerAddress> chosen = sources.among(active);
        assertEquals(HearsaySources.MOST, chosen.size());
        for (int i = 0; i < 500; i++) {
            PeerAddress left = active.remove(random.nextInt(active.size()));
            Set<PeerAddress> before = new HashSet<>(chosen);
            before.remove(left);
            chosen = sources.among(active);
            assertTrue(chosen.containsAll(before), left + " left, " + before + " were to stay in " + chosen);
        }
    }

    @Test
    void othersChooseOthers() {
        Random random = new Random(Seed.draw("who chooses"));
        Map<PeerAddress, Integer> times = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            new HearsaySources(random.nextLong()).among(peers(100)).forEach(peer -> times.merge(peer, 1, Integer::sum));
        }
        // 100 are expected of each; 40 is six standard deviations away.
        assertEquals(100, times.size());
        assertTrue(times.values().stream().allMatch(count -> count > 40 && count < 160), times.toString());
    }
}
