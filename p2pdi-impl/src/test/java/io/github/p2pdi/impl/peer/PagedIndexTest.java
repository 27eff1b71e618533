package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peers that tell a long index in pages. */
class PagedIndexTest {
    private static final PeerAddress CID = PeerAddress.of("cid.example", 4003);

    private PeerNode asker;

    @BeforeEach
    void start() throws Exception {
        asker = P2PDI.startPeer(PeerConfig.builder().build());
    }

    @AfterEach
    void close() {
        asker.close();
    }

    private static String page(String headers, String... records) {
        String body = "[" + String.join(", ", records) + "]";
        return "HTTP/1.1 200 OK\r\n" + headers + "Content-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String own(long number) {
        return "{\"number\": " + number + ", \"title\": \"T\", \"hostname\": \"bob\", \"path\": \"f\", \"port\": 4002}";
    }

    private static String heard(long number) {
        return "{\"number\": " + number + ", \"title\": \"T\", \"hostname\": \"" + CID.host() + "\", \"path\": \"f\", "
                + "\"port\": " + CID.port() + ", \"ttl\": 7000}";
    }

    private static List<Long> numbers(List<Rfc> records) {
        return records.stream().map(Rfc::number).toList();
    }

    @Test
    void whoRefusesSaysWhenToComeAgain() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(
                Script.begin().expect().answer("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\n\r\n"))) {
            RequestRefusedException e = assertThrows(RequestRefusedException.class, () -> asker.query(peer.address()));
            assertEquals(Optional.of(Duration.ofSeconds(7)), e.retryAfter());
        }
    }

    @Test
    void allPagesAreOneAnswer() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin()
                .expect()
                .answer(page("ETag: \"1\"\r\nNext: two\r\n", own(1), heard(2)))
                .expect()
                .answer(page("ETag: \"1\"\r\nNext: three\r\n", own(3), own(4)))
                .expect()
                .answer(page("ETag: \"1\"\r\n", heard(5))))) {
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(asker.query(peer.address())));
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), numbers(asker.index().all()));
            List<String> asked = peer.received();
            assertEquals(3, asked.size());
            assertTrue(asked.stream().allMatch(each -> each.contains("\r\nLimit: 20000\r\n")), asked.toString());
            assertFalse(asked.get(0).contains("After"), asked.get(0));
            assertTrue(asked.get(1).contains("\r\nAfter: two\r\n"), asked.get(1));
            assertTrue(asked.get(2).contains("\r\nAfter: three\r\n"), asked.get(2));
        }
    }

    @Test
    void pagesThatGoRoundEnd() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin()
                .expect()
                .answer(page("Next: two\r\n", own(1)))
                .expect()
                .answer(page("Next: two\r\n", own(2)))
                .expect()
                .answer(page("", own(3))))) {
            assertEquals(List.of(1L, 2L), numbers(asker.query(peer.address())));
            assertEquals(2, peer.received().size());
        }
    }

    @Test
    void emptyPageIsTheLast() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin()
                .expect()
                .answer(page("Next: two\r\n", own(1)))
                .expect()
                .answer(page("Next: three\r\n"))
                .expect()
                .answer(page("", own(3))))) {
            assertEquals(List.of(1L), numbers(asker.query(peer.address())));
            assertEquals(2, peer.received().size());
        }
    }

    @Test
    void behindAPageThatIsRefusedTheOwnRecordsAreAskedForAlone() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin()
                .expect()
                .answer(page("Next: two\r\n", own(1), heard(2)))
                .expect()
                .answer("HTTP/1.1 400 Bad Request\r\n\r\n")
                .expect()
                .answer(page("", own(1), own(3))))) {
            assertEquals(List.of(1L, 3L), numbers(asker.query(peer.address())));
            assertEquals(List.of(1L, 3L), numbers(asker.index().all()));
            assertTrue(
                    peer.received().get(2).contains("\r\nScope: local\r\n"),
                    peer.received().toString());
        }
    }

    @Test
    void pageThatFailsLeavesWhatWasKnown() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(
                Script.begin().expect().answer(page("", own(1), own(2))).close(),
                Script.begin()
                        .expect()
                        .answer(page("Next: two\r\n", own(3)))
                        .expect()
                        .answer("HTTP/1.1 500 Internal Server Error\r\n\r\n"))) {
            asker.query(peer.address());
            assertThrows(RequestRefusedException.class, () -> asker.query(peer.address()));
            assertEquals(List.of(1L, 2L), numbers(asker.index().all()));
        }
    }
}
