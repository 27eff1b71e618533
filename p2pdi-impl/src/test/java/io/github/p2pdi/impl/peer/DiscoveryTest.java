package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    /** A host of one piece and one of the other have the same hash code, wherever they stand. */
    @Test
    void veryManyWhoseAddressesHashAlikeAreToldInNoTime() {
        Map<PeerAddress, Integer> peers = new ConcurrentHashMap<>();
        for (int bits = 0; bits < 1 << 17; bits++) {
            int each = bits;
            String host = IntStream.range(0, 17)
                    .mapToObj(bit -> ((each >> bit) & 1) == 0 ? "an" : "c0")
                    .collect(Collectors.joining());
            peers.put(PeerAddress.of(host, 4001), each);
        }
        assertEquals(
                1,
                peers.keySet().stream()
                        .mapToInt(PeerAddress::hashCode)
                        .distinct()
                        .count());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertEquals(1 << 17, Discovery.copy(peers).size()));
    }
}
