package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.StoredPeer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerBytesTest {
    private static StoredPeer peer(PeerAddress address, String owner) {
        List<StoredPeer.Registered> registrations = List.of(new StoredPeer.Registered(Duration.ofNanos(1), 2));
        Instant registered = Instant.ofEpochSecond(1_700_000_000, 123_456_000);
        return new StoredPeer(
                address,
                owner,
                new Cookie(-1),
                Duration.ofHours(2),
                true,
                false,
                true,
                registered,
                registrations,
                Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h:1",
                "host-1.example:65535",
                "tls://[2001:db8::1]:443",
                "zürich.example:1",
                "日本.example:1",
                "\ud83d\ude00.example:1"
            })
    void isReadAsItWasWritten(String address) throws IOException {
        for (String owner : List.of("", "192.0.2.1", "ä\u0000", "o".repeat(60_000))) {
            StoredPeer peer = peer(PeerAddress.parse(address), owner);
            assertEquals(peer, PeerBytes.read(PeerBytes.key(peer.key()), PeerBytes.of(peer)));
        }
    }

    @Test
    void whicheverByteIsAnotherItIsRefused() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StoredPeer peer = Peers.peer(1, random);
        String key = PeerBytes.key(peer.key());
        byte[] bytes = PeerBytes.of(peer);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= (byte) (1 + random.nextInt(255));
            assertThrows(IOException.class, () -> PeerBytes.read(key, damaged), () -> "seed " + seed);
        }
        assertThrows(IOException.class, () -> PeerBytes.read(key + "0", bytes));
    }
}
