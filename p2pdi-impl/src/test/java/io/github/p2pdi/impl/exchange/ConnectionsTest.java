package io.github.p2pdi.impl.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerStatistics;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kept connections, against a server that does as the test says. */
class ConnectionsTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n\r\n";
    private static final Request KEEPALIVE = new Request("keepalive", "a", Headers.NONE);

    private final SystemTime time = new SystemTime();
    private final Transport transport;
    private final Connections connections;

    ConnectionsTest() throws P2pdiException {
        transport = P2PDI.openTransport(PeerConfig.defaults());
        connections = new Connections(transport, time, Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        connections.close();
        transport.close();
        time.close();
    }

    private int ask(PeerAddress to) throws P2pdiException {
        return connections.ask(to, KEEPALIVE, Answers.ONE, ConnectionsTest::status);
    }

    private static int status(Incoming first) throws IOException {
        ByteBuffer scrap = ByteBuffer.allocate(100);
        while (first.read(scrap.clear()) >= 0) {
            assertTrue(scrap.position() > 0);
        }
        return first.head().status().code();
    }

    @Test
    void requestsToTheSameAddressShareAConnection() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.start(Script.begin().expect().answer(OK).repeated())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, ask(peer.address()));
            }
            assertEquals(1, peer.connections());
            assertEquals(3, peer.received().size());
        }
    }

    @Test
    void callsAreCountedApartOverTheSameConnections() throws Exception {
        CallCounts apart = new CallCounts();
        Script refusing =
                Script.begin().expect().answer(OK).expect().answer(OK).expect().close();
        try (ScriptedPeer peer =
                ScriptedPeer.start(refusing, Script.begin().expect().close())) {
            assertEquals(200, ask(peer.address()));
            Connections counted = connections.counted(apart);
            assertEquals(200, counted.ask(peer.address(), KEEPALIVE, Answers.ONE, ConnectionsTest::status));
            assertEquals(1, peer.connections());
            assertThrows(
                    P2pdiException.class,
                    () -> counted.fleeting().ask(peer.address(), KEEPALIVE, Answers.ONE, ConnectionsTest::status));
        }
        PeerStatistics.Calls calls = apart.now();
        assertEquals(2, calls.ended());
        assertEquals(1, calls.failed());
        assertTrue(calls.longest().compareTo(calls.total()) < 0);
        assertTrue(calls.total().compareTo(calls.longest().multipliedBy(2)) <= 0);
        assertEquals(1, connections.counts().now().ended());
        assertEquals(0, connections.counts().now().failed());
    }

    @Test
    void fleetingConnectionsAreNotKept() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.start(Script.begin().expect().answer(OK).repeated())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        200,
                        connections.fleeting().ask(peer.address(), KEEPALIVE, Answers.ONE, ConnectionsTest::status));
            }
            assertEquals(3, peer.connections());
        }
    }

    @Test
    void aConnectionThatTheOtherSideClosedIsReplaced() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().expect().answer(OK))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(200, ask(peer.address()));
            }
            assertEquals(3, peer.connections());
        }
    }

    @Test
    void aConnectionThatDiesUnderARequestIsReplacedOnce() throws Exception {
        Script dies = Script.begin().expect().answer(OK).expect().reset();
        try (ScriptedPeer peer =
                ScriptedPeer.start(dies, Script.begin().expect().answer(OK).repeated())) {
            assertEquals(200, ask(peer.address()));
            assertEquals(200, ask(peer.address()));
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void aFreshConnectionThatDiesIsAnError() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().expect().close())) {
            ExchangeTimeoutException e = assertThrows(ExchangeTimeoutException.class, () -> ask(peer.address()));
            assertEquals(peer.address(), e.peer().orElseThrow());
            assertEquals(1, peer.connections());
        }
    }

    @Test
    void bytesThatNobodyAskedForMakeAConnectionUnfit() throws Exception {
        Script chatty = Script.begin()
                .expect()
                .raw("19        " + OK + "19        " + OK)
                .stall();
        try (ScriptedPeer peer =
                ScriptedPeer.start(chatty, Script.begin().expect().answer(OK).repeated())) {
            assertEquals(200, ask(peer.address()));
            assertEquals(200, ask(peer.address()));
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void anAnswerThatIsNotReadToItsEndClosesTheConnection() throws Exception {
        Script script = Script.begin()
                .expect()
                .answer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")
                .repeated();
        try (ScriptedPeer peer = ScriptedPeer.start(script)) {
            for (int i = 0; i < 2; i++) {
                int code = connections.ask(
                        peer.address(),
                        KEEPALIVE,
                        Answers.ONE,
                        first -> first.head().status().code());
                assertEquals(200, code);
            }
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void aMalformedAnswerNamesThePeerAndTheValue() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.start(Script.begin().expect().raw("abcdefghij").stall())) {
            ProtocolViolationException e = assertThrows(ProtocolViolationException.class, () -> ask(peer.address()));
            assertTrue(e.getMessage().contains(peer.address().toString()), e.getMessage());
            assertTrue(e.getMessage().contains("0x61"), e.getMessage());
            assertFalse(e.mayRetry());
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        PeerAddress gone;
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin())) {
            gone = peer.address();
        }
        PeerUnreachableException e = assertThrows(PeerUnreachableException.class, () -> ask(gone));
        assertTrue(e.mayRetry());
    }

    @Test
    void anAnswerThatNeverComesEndsAtTheDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedPeer peer = ScriptedPeer.start(Script.begin().expect().await(never))) {
            assertThrows(
                    ExchangeTimeoutException.class,
                    () -> connections.ask(
                            peer.address(),
                            KEEPALIVE,
                            Answers.ONE,
                            connections.callTime(Duration.ofMillis(200)),
                            ConnectionsTest::status));
            never.countDown();
        }
    }

    @Test
    void afterCloseNothingIsKept() throws Exception {
        try (ScriptedPeer peer =
                ScriptedPeer.start(Script.begin().expect().answer(OK).repeated())) {
            assertEquals(200, ask(peer.address()));
            connections.close();
            connections.close();
            assertEquals(200, ask(peer.address()));
            assertEquals(200, ask(peer.address()));
            assertEquals(3, peer.connections());
        }
    }
}
