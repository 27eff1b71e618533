package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import java.io.EOFException;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RawClientTest {
    @Test
    void sendsFramesAndRawBytesInOrder() throws Exception {
        try (ScriptedPeer peer =
                        ScriptedPeer.start(Script.begin().expect().expect().expect());
                RawClient client = RawClient.connect(peer.address())) {
            client.send("one");
            client.raw("3         two");
            client.raw(Frames.frame(new byte[] {(byte) 0x80}));

            assertEquals(List.of("one", "two", "\u0080"), peer.awaitReceived(3));
        }
    }

    @Test
    void lookingForTheEndTakesNothing() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().answer("hello"));
                RawClient client = RawClient.connect(peer.address())) {
            assertFalse(client.atEnd());
            assertFalse(client.atEnd());
            assertEquals("hello", client.receiveFrame());
            assertTrue(client.atEnd());
            assertTrue(client.atEnd());
        }
    }

    @Test
    void anEndWhereAFrameIsAwaitedIsAnError() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin());
                RawClient client = RawClient.connect(peer.address())) {
            assertThrows(EOFException.class, client::receiveFrame);
        }
    }

    @Test
    void halfClosedItStillReceives() throws Exception {
        Script afterTheEnd = Script.begin().expect().answer("late");
        try (ScriptedPeer peer = ScriptedPeer.start(afterTheEnd);
                RawClient client = RawClient.connect(peer.address(), 4096)) {
            client.send("last");
            client.halfClose();
            assertEquals("late", client.receiveFrame());
        }
    }

    @Test
    void itsOwnEndIsAnAddress() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().stall());
                RawClient client = RawClient.connect(peer.address())) {
            PeerAddress local = client.local();
            assertEquals("127.0.0.1", local.host());
            assertTrue(local.port() > 0);
        }
    }

    @Test
    void afterCloseNothingWorksAndClosingAgainIsQuiet() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().stall())) {
            RawClient client = RawClient.connect(peer.address());
            client.close();
            client.close();

            assertThrows(SocketException.class, () -> client.send("x"));
            assertThrows(SocketException.class, client::receiveFrame);
        }
    }
}
