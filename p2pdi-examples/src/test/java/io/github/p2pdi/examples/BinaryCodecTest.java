package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec.Decoder;
import io.github.p2pdi.wire.MessageCodec.Role;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A codec of one's own: that it keeps the rules of codecs, and that a whole network talks through it. */
class BinaryCodecTest {
    private static final Headers HEADERS =
            Headers.of("Title", "Z\u00fcrich").with("Empty", "").with("Title", "again");
    private static final byte[] BODY = "a body".getBytes(StandardCharsets.US_ASCII);

    private final BinaryCodec codec = new BinaryCodec();

    @TempDir
    private Path folder;

    @Test
    void aWholeNetworkTalksThroughIt() throws Exception {
        byte[] document = new byte[300_000];
        new Random(7).nextBytes(document);
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.write(shared.resolve("rfc7.bin"), document);

        try (RegistrationServer rs = P2PDI.startRegistrationServer(
                        RegistrationServerConfig.builder().codec(codec).port(0).build());
                PeerNode alice =
                        P2PDI.startPeer(peer(rs).codec(codec).share(shared).build());
                PeerNode bob = P2PDI.startPeer(peer(rs).codec(codec).build())) {
            assertEquals(2, rs.activePeers().size());
            assertEquals(1, bob.query(alice.address()).size());
            assertEquals(
                    ByteBuffer.wrap(document),
                    ByteBuffer.wrap(Files.readAllBytes(bob.download(7).await())));
            assertThrows(
                    P2pdiException.class,
                    () -> P2PDI.startPeer(peer(rs).build()).close(),
                    "whoever speaks the protocol's own form is not understood");
        }
    }

    private PeerConfig.Builder peer(RegistrationServer rs) {
        return PeerConfig.builder()
                .registrationServer(rs.address())
                .downloads(folder.resolve("out"))
                .failFast(true);
    }

    static Stream<Head> heads() {
        return Stream.of(
                new Request("rfcquery", "peer.example", HEADERS),
                new Request("", "", Headers.NONE),
                new ResponseHead(Status.OK, HEADERS),
                new ResponseHead(new Status(999), Headers.NONE));
    }

    /** Two messages in a row, cut into three at any two places. */
    @ParameterizedTest
    @MethodSource("heads")
    void whatWasWrittenIsReadWhereverItIsCut(Head head) {
        byte[] both = join(message(head, BODY), message(head, new byte[0]));
        List<String> whole = read(head, both, both.length, both.length);

        assertEquals(
                List.of(
                        new Event.Started(head, BODY.length).toString(),
                        "a body",
                        "end",
                        new Event.Started(head, 0).toString(),
                        "",
                        "end"),
                whole);
        for (int first = 0; first <= both.length; first++) {
            for (int second = first; second <= both.length; second++) {
                assertEquals(whole, read(head, both, first, second), first + " and " + second);
            }
        }
    }

    @Test
    void onlyBehindAnEndIsABoundary() {
        Decoder decoder = codec.decoder(Role.SERVER, WireLimits.DEFAULT);
        byte[] message = message(new Request("leave", "x", HEADERS), BODY);
        for (int i = 0; i < message.length; i++) {
            assertEquals(i == 0, decoder.atBoundary(), "before byte " + i);
            ByteBuffer one = ByteBuffer.wrap(message, i, 1);
            while (!(decoder.next(one) instanceof Event.NeedMore) && i < message.length - 1) {
                // What there is to say.
            }
            assertFalse(one.hasRemaining(), "byte " + i);
        }
        assertInstanceOf(Event.End.class, decoder.next(ByteBuffer.allocate(0)));
        assertTrue(decoder.atBoundary());
    }

    static Stream<byte[]> malformed() {
        Headers tooMany = Headers.NONE;
        for (int i = 0; i <= WireLimits.DEFAULT.headers(); i++) {
            tooMany = tooMany.with("a", "b");
        }
        return Stream.of(
                "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII),
                ByteBuffer.allocate(12).putInt(-1).array(),
                ByteBuffer.allocate(12).putInt(Integer.MAX_VALUE).array(),
                ByteBuffer.allocate(12).putInt(0).putLong(-1).array(),
                ByteBuffer.allocate(12).putInt(0).putLong(1 << 20).array(),
                ByteBuffer.allocate(12).array(),
                ByteBuffer.allocate(15).putInt(3).putLong(0).array(),
                new BinaryCodec().head(new Request("a", "b", tooMany), 0).array());
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsMalformedIsToldOnceAndTheRestIsTaken(byte[] bytes) {
        Decoder decoder = codec.decoder(Role.SERVER, WireLimits.DEFAULT);
        ByteBuffer in = ByteBuffer.wrap(bytes);

        assertInstanceOf(Event.Malformed.class, decoder.next(in));
        assertInstanceOf(Event.NeedMore.class, decoder.next(in));
        assertFalse(in.hasRemaining());
        assertFalse(decoder.atBoundary());
    }

    @Test
    void whatCannotBeCountedIsNotWritten() {
        Head head = new ResponseHead(Status.OK, Headers.of("Title", "x".repeat(70_000)));

        assertThrows(IllegalArgumentException.class, () -> codec.head(head, 0));
    }

    /** For each message how it starts, its body and its end. */
    private List<String> read(Head like, byte[] bytes, int first, int second) {
        Role role = like instanceof Request ? Role.SERVER : Role.CLIENT;
        Decoder decoder = codec.decoder(role, WireLimits.DEFAULT);
        List<String> read = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        int[] cuts = {0, first, second, bytes.length};
        for (int i = 0; i < 3; i++) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, cuts[i], cuts[i + 1] - cuts[i]);
            for (Event event = decoder.next(piece); !(event instanceof Event.NeedMore); event = decoder.next(piece)) {
                if (event instanceof Event.Chunk chunk) {
                    body.append(StandardCharsets.US_ASCII.decode(chunk.bytes()));
                } else if (event instanceof Event.End) {
                    read.addAll(List.of(body.toString(), "end"));
                    body.setLength(0);
                } else {
                    read.add(event.toString());
                }
            }
            assertFalse(piece.hasRemaining(), "a piece is taken whole");
        }
        return read;
    }

    private byte[] message(Head head, byte[] body) {
        return join(codec.head(head, body.length).array(), body);
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
