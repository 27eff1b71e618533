package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random records come back as they went, and no mutation makes a reader throw what it should not. {@code -Dp2pdi.seed=N} repeats a run. */
class RandomRecordsTest {
    private static final long SEED = Long.getLong("p2pdi.seed", System.nanoTime());
    private static final byte[] SPICE = "\"\\{}[],: 09.eE-ntu\u0000\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final Random random = new Random(SEED);

    @BeforeEach
    void printSeed() {
        System.out.println("RandomRecordsTest: p2pdi.seed=" + SEED);
    }

    @Test
    void peersComeBackAsTheyWent() throws IOException {
        for (int i = 0; i < 300; i++) {
            List<Peer> peers = peers();
            List<PeerEntry> expected = peers.stream()
                    .map(p -> new PeerEntry(p, Optional.of(new Cookie(0))))
                    .toList();
            assertEquals(expected, PeerJson.readList(JsonBytes.stream(PeerJson.list(peers)), 100));
            List<PeerAddress> addresses = PeerJson.readList(JsonBytes.stream(plain(peers)), 100).stream()
                    .map(entry -> entry.peer().address())
                    .toList();
            assertEquals(
                    peers.stream()
                            .filter(p -> p.address().scheme().equals(PeerAddress.TCP))
                            .map(p -> PeerAddress.of(
                                    p.address().host(), p.address().port()))
                            .toList(),
                    addresses);
            for (Peer peer : peers) {
                Cookie cookie = new Cookie(random.nextLong());
                Registration registration = new Registration(peer, cookie, Optional.empty());
                PeerEntry read = PeerJson.readRegistration(JsonBytes.stream(PeerJson.registration(registration)));
                assertEquals(Optional.of(cookie), read.cookie());
                assertEquals(peer.lastRegistered(), read.peer().lastRegistered());
            }
        }
    }

    @Test
    void rfcsComeBackAsTheyWent() throws IOException {
        for (int i = 0; i < 300; i++) {
            List<RfcEntry> entries = rfcs();
            assertEquals(entries, RfcJson.readList(JsonBytes.stream(RfcJson.detailed(entries)), 100));
        }
    }

    @Test
    void noMutationMakesAReaderThrowAnythingButAFormatException() throws IOException {
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] peers = mutated(random.nextBoolean() ? PeerJson.list(peers()) : plain(peers()));
            byte[] rfcs = mutated(RfcJson.detailed(rfcs()));
            try {
                PeerJson.readList(new ByteArrayInputStream(peers), 100);
                RfcJson.readList(new ByteArrayInputStream(rfcs), 100);
            } catch (JsonFormatException e) {
                refused++;
            }
        }
        assertTrue(refused > 10_000, "refused only " + refused);
    }

    private byte[] mutated(ByteBuffer json) {
        byte[] bytes = new byte[json.remaining()];
        json.get(bytes);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            bytes[random.nextInt(bytes.length)] = SPICE[random.nextInt(SPICE.length)];
        }
        return bytes;
    }

    private List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            boolean active = random.nextBoolean();
            peers.add(new Peer(
                    new PeerAddress(
                            random.nextBoolean() ? "tcp" : "tls",
                            "h" + random.nextInt(1000),
                            1 + random.nextInt(65535)),
                    Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE), random.nextInt(1_000_000) * 1000L),
                    random.nextInt(Integer.MAX_VALUE),
                    active,
                    Duration.ofSeconds(random.nextInt(7200) + (active ? 1 : 0)),
                    random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofSeconds(random.nextInt(7200)))));
        }
        return peers;
    }

    private List<RfcEntry> rfcs() {
        List<RfcEntry> entries = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            entries.add(new RfcEntry(
                    random.nextLong() >>> 1,
                    text(),
                    text(),
                    text(),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(65535)),
                    random.nextBoolean() ? Optional.empty() : Optional.of(text()),
                    random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong() >>> 1),
                    random.nextBoolean() ? Optional.empty() : Optional.of(digest()),
                    random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(7200))));
        }
        return entries;
    }

    private Digest digest() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    /** Any characters but halves of surrogate pairs. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(30); n > 0; n--) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
            text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? '"' : c);
        }
        return text.toString();
    }

    private static ByteBuffer plain(List<Peer> peers) {
        return PeerJson.encodePlain(peers).without(PeerAddress.of("nobody", 9)).get(0);
    }
}
