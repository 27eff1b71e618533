package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ScriptedPeerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";

    @Test
    void recordsWhatItExpectsAndAnswers() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().expect().answer(OK));
                RawClient client = RawClient.connect(peer.address())) {
            client.send("keepalive a HTTP/1.1\r\n\u00ff");

            assertEquals(OK, client.receiveFrame());
            assertTrue(client.atEnd());
            assertEquals(List.of("keepalive a HTTP/1.1\r\n\u00ff"), peer.received());
            assertEquals(1, peer.connections());
        }
    }

    @Test
    void answersCanDependOnTheRequest() throws Exception {
        Script echo = Script.begin()
                .expect()
                .answer(request -> request.toUpperCase(Locale.ROOT))
                .repeated();
        try (ScriptedPeer peer = ScriptedPeer.start(echo);
                RawClient client = RawClient.connect(peer.address())) {
            for (String text : List.of("one", "two", "three")) {
                client.send(text);
                assertEquals(text.toUpperCase(Locale.ROOT), client.receiveFrame());
            }
            assertEquals(List.of("one", "two", "three"), peer.awaitReceived(3));
        }
    }

    @Test
    void eachConnectionHasItsScriptAndTheLastServesTheRest() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(
                Script.begin().answer("first"), Script.begin().answer("other"))) {
            for (String expected : List.of("first", "other", "other")) {
                try (RawClient client = RawClient.connect(peer.address())) {
                    assertEquals(expected, client.receiveFrame());
                }
            }
            peer.awaitConnections(3);
            assertEquals(3, peer.connections());
        }
    }

    @Test
    void rawBytesGoOutAsTheyAre() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().raw("-1 \u0000\u00ff"));
                RawClient client = RawClient.connect(peer.address())) {
            assertEquals("-1 \u0000\u00ff", Frames.text(client.receive(5)));
            assertTrue(client.atEnd());
        }
    }

    @Test
    void pacedPiecesWaitForTheirPermits() throws Exception {
        Semaphore permits = new Semaphore(0);
        try (ScriptedPeer peer = ScriptedPeer.start(
                        Script.begin().pieces(3).paced(permits).answer("abcd"));
                RawClient client = RawClient.connect(peer.address())) {
            permits.release(2);
            assertEquals("4     ", Frames.text(client.receive(6)));
            assertThrows(
                    SocketTimeoutException.class,
                    () -> client.patience(Duration.ofMillis(50)).atEnd());
            permits.release(3);
            assertEquals(
                    "    abcd",
                    Frames.text(client.patience(Duration.ofSeconds(10)).receive(8)));
        }
    }

    @Test
    void aCutAnswerEndsWhereItIsTold() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().cut("hello", 12));
                RawClient client = RawClient.connect(peer.address())) {
            EOFException cut = assertThrows(EOFException.class, client::receiveFrame);
            assertTrue(cut.getMessage().contains("2 of 5"), cut.getMessage());
        }
    }

    @Test
    void aResetShowsAsOne() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().expect().reset());
                RawClient client = RawClient.connect(peer.address())) {
            client.send("x");
            assertThrows(SocketException.class, client::atEnd);
        }
    }

    @Test
    void halfClosedItStillReads() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().halfClose().expect());
                RawClient client = RawClient.connect(peer.address())) {
            assertTrue(client.atEnd());
            client.send("still there?");
            assertEquals(List.of("still there?"), peer.awaitReceived(1));
        }
    }

    @Test
    void aStallHoldsTheConnectionUntilThePeerIsClosed() throws Exception {
        ScriptedPeer peer = ScriptedPeer.start(Script.begin().stall());
        try (peer;
                RawClient client = RawClient.connect(peer.address()).patience(Duration.ofMillis(50))) {
            assertThrows(SocketTimeoutException.class, client::atEnd);
            client.patience(Duration.ofSeconds(10));
            peer.close();
            assertTrue(client.atEnd());
        }
    }

    @Test
    void aScriptWaitsForTheTest() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().await(latch).answer(OK));
                RawClient client = RawClient.connect(peer.address()).patience(Duration.ofMillis(50))) {
            assertThrows(SocketTimeoutException.class, client::atEnd);
            latch.countDown();
            assertEquals(OK, client.patience(Duration.ofSeconds(10)).receiveFrame());
        }
    }

    @Test
    void aClientThatLeavesIsNoFailure() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.start(Script.begin().expect().answer(OK).repeated())) {
            RawClient.connect(peer.address()).close();
            RawClient broken = RawClient.connect(peer.address());
            broken.raw("12        half");
            broken.reset();
            peer.awaitConnections(2);
            assertEquals(List.of(), peer.received());
        }
    }

    @Test
    void whatIsNoFrameFailsTheTestAtTheEnd() throws Exception {
        ScriptedPeer peer = ScriptedPeer.start(Script.begin().expect());
        try (RawClient client = RawClient.connect(peer.address())) {
            client.raw("GET / HTTP/1.1\r\n\r\n");
            assertThrows(IOException.class, () -> client.receive(1));
        }
        AssertionError failure = assertThrows(AssertionError.class, peer::close);
        assertInstanceOf(ProtocolException.class, failure.getCause());
    }

    @Test
    void afterCloseNobodyListensAndClosingAgainIsQuiet() throws Exception {
        ScriptedPeer peer = ScriptedPeer.start(Script.begin().stall());
        peer.close();
        peer.close();

        assertThrows(ConnectException.class, () -> RawClient.connect(peer.address()));
    }

    @Test
    void itNeedsAScript() {
        assertThrows(IllegalArgumentException.class, ScriptedPeer::start);
    }

    @Test
    void aScriptThatCannotBePlayedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Script.begin().pieces(0));
        assertThrows(IllegalArgumentException.class, () -> Script.begin().cut("hello", 16));
        assertThrows(IllegalArgumentException.class, () -> Script.begin().cut("hello", -1));
    }

    @Test
    void addingAStepLeavesTheScriptAsItWas() throws IOException {
        Script base = Script.begin().answer("one");
        Script longer = base.answer("two");
        try (ScriptedPeer peer = ScriptedPeer.start(base, longer)) {
            try (RawClient client = RawClient.connect(peer.address())) {
                assertEquals("one", client.receiveFrame());
                assertTrue(client.atEnd());
            }
            try (RawClient client = RawClient.connect(peer.address())) {
                assertEquals("one", client.receiveFrame());
                assertEquals("two", client.receiveFrame());
            }
        }
    }
}
