package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is cut out of an encoded list leaves the list of the others, as if it had been encoded without him. */
class EncodedPeersTest {
    private static Peer peer(int i) {
        return new Peer(
                new PeerAddress(i % 3 == 2 ? "tls" : "tcp", "höst-" + i, 4000 + i),
                Instant.EPOCH.plusSeconds(i),
                i,
                true,
                Duration.ofSeconds(i),
                Optional.of(Duration.ofSeconds(i)));
    }

    private static String text(List<ByteBuffer> pieces) {
        return pieces.stream().map(JsonBytes::text).collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10})
    void withoutOneItIsTheListOfTheOthers(int size) {
        List<Peer> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(peer(i));
        }
        EncodedPeers extended = PeerJson.encode(all);
        EncodedPeers plain = PeerJson.encodePlain(all);
        PeerAddress nobody = PeerAddress.of("nobody", 1);
        for (Peer cut : all) {
            List<Peer> others = all.stream().filter(peer -> !peer.equals(cut)).toList();
            PeerAddress key = PeerAddress.of(cut.address().host(), cut.address().port());
            assertEquals(text(PeerJson.encode(others).without(nobody)), text(extended.without(key)));
            assertEquals(text(PeerJson.encodePlain(others).without(nobody)), text(plain.without(key)));
        }
        assertEquals(JsonBytes.text(PeerJson.list(all)), text(extended.without(nobody)));
    }

    @SuppressWarnings("ByteBufferBackingArray") // Which array it is, is the question.
    @ParameterizedTest
    @ValueSource(ints = {0, 4})
    void allAskersShareTheBytes(int asker) {
        List<Peer> all = List.of(peer(0), peer(1), peer(3), peer(4));
        EncodedPeers encoded = PeerJson.encode(all);
        byte[] shared = encoded.without(PeerAddress.of("nobody", 1)).get(0).array();
        long own = encoded.without(all.get(asker % 4).address()).stream()
                .filter(piece -> piece.isReadOnly() || piece.array() != shared)
                .mapToInt(ByteBuffer::remaining)
                .sum();
        assertTrue(own <= 4, "brackets and commas");
    }

    /** Each stretch, wherever it begins and whoever is cut out, against the same made by hand. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aStretchGoesOnAtTheFrontAndLeavesOutWhoAsks(int size) {
        List<Peer> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            all.add(peer(i));
        }
        EncodedPeers encoded = PeerJson.encode(all);
        for (int first = 0; first < size; first++) {
            for (int most = 1; most <= size + 1; most++) {
                for (int cut = 0; cut <= size; cut++) {
                    Peer asker = cut < size ? all.get(cut) : peer(99);
                    List<Peer> expected = new ArrayList<>();
                    for (int i = 0; i < size && expected.size() < most; i++) {
                        Peer each = all.get((first + i) % size);
                        if (!each.equals(asker)) {
                            expected.add(each);
                        }
                    }
                    boolean isWhole = expected.size() == size - (cut < size ? 1 : 0);
                    List<Peer> inOrder = isWhole
                            ? all.stream().filter(each -> !each.equals(asker)).toList()
                            : expected;
                    assertEquals(
                            JsonBytes.text(PeerJson.list(inOrder)),
                            text(encoded.some(first, most, asker.address())),
                            first + ", " + most + " without " + cut);
                }
            }
        }
    }
}
