package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.json.PeerAnswer;
import io.github.p2pdi.impl.json.PeerEntry;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownPeersTest {
    private static final int MOST = 10;
    private static final Optional<String> TAG = Optional.of("\"1\"");

    private static PeerAnswer told(boolean full, int from, int to) {
        List<PeerEntry> added = IntStream.range(from, to)
                .mapToObj(port -> new PeerEntry(
                        new Peer(
                                PeerAddress.of("h", port),
                                Instant.EPOCH,
                                1,
                                true,
                                Duration.ofSeconds(300),
                                Optional.empty()),
                        Optional.empty()))
                .toList();
        return new PeerAnswer(Optional.empty(), full, added, List.of());
    }

    @Test
    void answersThatTellOfMoreAndMoreAreNotAddedUpWithoutEnd() {
        KnownPeers some = KnownPeers.NOBODY.with(told(true, 1, 7), TAG, MOST).orElseThrow();
        KnownPeers most = some.with(told(false, 3, 11), TAG, MOST).orElseThrow();
        assertEquals(MOST, most.activeBut(PeerAddress.of("h", 99)).size());
        assertTrue(most.with(told(false, 11, 12), TAG, MOST).isEmpty());
        assertTrue(most.with(told(true, 11, 12), TAG, MOST).isPresent(), "who is told anew is not added");
    }
}
