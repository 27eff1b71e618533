package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The event loop, met by clients over bare sockets. */
class TcpServerTest {
    private static final PeerAddress ANY = PeerAddress.of("127.0.0.1", 0);
    private static final int LARGE = 8 << 20;

    private final List<AutoCloseable> opened = new ArrayList<>();

    private Listener listen(TransportLimits limits) throws IOException {
        Transport transport =
                P2PDI.openTransport(PeerConfig.builder().limits(limits).build());
        opened.add(transport);
        return transport.listen(ANY, TcpServerTest::answer);
    }

    private static void answer(Exchange exchange) {
        byte[] body = exchange.request().method().equals("large")
                ? new byte[LARGE]
                : exchange.request().target().getBytes(StandardCharsets.UTF_8);
        exchange.answer(Response.of(Status.OK, Headers.NONE, Body.of(ByteBuffer.wrap(body))));
    }

    private RawClient connect(Listener listener) throws IOException {
        RawClient client = RawClient.connect(listener.address());
        opened.add(0, client);
        return client;
    }

    private static void served(RawClient client, String target) throws IOException {
        client.send("echo " + target + " HTTP/1.1\r\n\r\n");
        String answer = client.receiveFrame();
        assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n") && answer.endsWith("\r\n\r\n" + target), answer);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void idleAndDrippingConnectionsAreHeldWhileOthersAreServed() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT);
        List<RawClient> held = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            RawClient client = connect(listener);
            if (i % 2 == 0) {
                client.raw("3");
            }
            held.add(client);
        }
        RawClient busy = connect(listener);
        for (int i = 0; i < 200; i++) {
            served(busy, "t" + i);
            if (i % 2 == 0) {
                held.get(i).raw("5        "); // The length field is whole now: 35 and eight spaces.
            }
        }
        for (int i = 0; i < 200; i += 2) {
            held.get(i).raw("echo " + "x".repeat(20) + " HTTP/1.1");
            held.get(i + 1).send("echo late HTTP/1.1\r\n");
            assertTrue(held.get(i + 1).receiveFrame().endsWith("late"));
        }
        for (int i = 0; i < 200; i += 2) {
            // 34 of 35 bytes so far: the last one makes the start line end without its CRLF.
            held.get(i).raw("\r");
            assertTrue(held.get(i).receiveFrame().startsWith("HTTP/1.1 400 "));
        }
    }

    @Test
    void aClientThatNeverReadsKeepsNobodyWaiting() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT);
        List<RawClient> deaf = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawClient client = connect(listener);
            client.send("large x HTTP/1.1\r\n\r\n");
            deaf.add(client);
        }
        RawClient busy = connect(listener);
        for (int i = 0; i < 100; i++) {
            served(busy, "t" + i);
        }
        byte[] whole = deaf.get(7).receiveBytes();
        assertArrayEquals(new byte[LARGE], Arrays.copyOfRange(whole, whole.length - LARGE, whole.length));
    }

    @Test
    void aDeafClientIsClosedAtTheWriteDeadline() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT.toBuilder()
                .writeStall(Duration.ofMillis(200))
                .wholeHead(Duration.ofSeconds(2))
                .build());
        RawClient deaf = RawClient.connect(listener.address(), 4096);
        opened.add(0, deaf);
        deaf.send("large x HTTP/1.1\r\n\r\n");
        // It reads only after the server has given up: the other deadline is the later one.
        RawClient clock = connect(listener);
        clock.raw("1");
        assertThrows(IOException.class, () -> readSlowly(deaf, clock));
    }

    private static void readSlowly(RawClient deaf, RawClient clock) throws IOException {
        assertTrue(clock.receiveFrame().startsWith("HTTP/1.1 408 "));
        deaf.receive(LARGE);
    }

    @Test
    void aRequestThatTakesTooLongIsToldSoAndClosed() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT.toBuilder()
                .wholeHead(Duration.ofMillis(200))
                .build());
        RawClient slow = connect(listener);
        slow.raw("100       echo");
        assertTrue(slow.receiveFrame().startsWith("HTTP/1.1 408 Request Timeout\r\n"));
        assertTrue(slow.atEnd());
    }

    @Test
    void silenceFromTheStartIsClosed() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT.toBuilder()
                .firstByte(Duration.ofMillis(100))
                .build());
        assertTrue(connect(listener).atEnd());
    }

    @Test
    void idlenessAfterAnAnswerIsClosed() throws Exception {
        Listener listener = listen(
                TransportLimits.DEFAULT.toBuilder().idle(Duration.ofMillis(100)).build());
        RawClient client = connect(listener);
        served(client, "x");
        assertTrue(client.atEnd());
    }

    @Test
    void connectionsAboveTheLimitAreTold503AndThoseBelowGoOn() throws Exception {
        Listener listener =
                listen(TransportLimits.DEFAULT.toBuilder().connections(2).build());
        RawClient first = connect(listener);
        served(first, "a");
        RawClient second = connect(listener);
        served(second, "b");
        RawClient third = connect(listener);
        third.send("echo c HTTP/1.1\r\n\r\n");
        String refusal = third.receiveFrame();
        assertTrue(refusal.startsWith("HTTP/1.1 503 ") && refusal.contains("Retry-After: "), refusal);
        assertTrue(third.atEnd());
        first.close();
        served(second, "d");
        RawClient fourth = untilAdmitted(listener);
        served(fourth, "e");
    }

    @Test
    void connectionsThatOnlyMayAskAgainMakeRoomWhenTheyRunOut() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT.toBuilder()
                .connections(2)
                .idle(Duration.ofSeconds(6))
                .build());
        RawClient idle = connect(listener);
        served(idle, "a");
        RawClient fresh = connect(listener);
        // Long before the 6 s have passed, and in any case before the 10 s that the other may take to its first byte.
        served(untilAdmitted(listener), "b");
        assertTrue(idle.atEnd());
        served(fresh, "c");
    }

    /** The server notices a close a moment later than the client made it. */
    private RawClient untilAdmitted(Listener listener) throws IOException {
        while (true) {
            RawClient client = connect(listener);
            client.send("echo probe HTTP/1.1\r\n\r\n");
            if (client.receiveFrame().startsWith("HTTP/1.1 200 ")) {
                return client;
            }
            // Else it would be among those who are told so at once, of whom there may be a few hundred.
            client.close();
        }
    }

    @Test
    void theLastAnswerArrivesThoughMoreWasSentThanIsRead() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT);
        for (int i = 0; i < 50; i++) {
            RawClient client = connect(listener);
            client.raw("99999999999" + "x".repeat(5000));
            assertTrue(client.receiveFrame().startsWith("HTTP/1.1 4"), "attempt " + i);
        }
    }

    @Test
    void halfClosedClientsGetTheirAnswers() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT);
        RawClient client = connect(listener);
        client.send("echo a HTTP/1.1\r\n\r\n");
        client.send("echo b HTTP/1.1\r\n\r\n");
        client.halfClose();
        assertTrue(client.receiveFrame().endsWith("a"));
        assertTrue(client.receiveFrame().endsWith("b"));
        assertTrue(client.atEnd());
    }

    @Test
    void aResetTouchesNoOtherConnection() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT);
        RawClient other = connect(listener);
        served(other, "a");
        for (int i = 0; i < 20; i++) {
            RawClient client = connect(listener);
            client.send("large x HTTP/1.1\r\n\r\n");
            client.reset();
        }
        served(other, "b");
    }

    @Test
    void aTakenPortIsToldAsThat() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT);
        Transport second = P2PDI.openTransport(PeerConfig.defaults());
        opened.add(second);
        AddressUnavailableException e = assertThrows(
                AddressUnavailableException.class, () -> second.listen(listener.address(), TcpServerTest::answer));
        assertTrue(e.getMessage().contains("the port is taken"), e.getMessage());
    }

    @Test
    void closingAListenerInTheMiddleOfThingsLosesNoWakeUpOfItsLoop() throws Exception {
        Transport transport = P2PDI.openTransport(PeerConfig.defaults());
        opened.add(transport);
        for (int i = 0; i < 300; i++) {
            Listener closing = transport.listen(ANY, TcpServerTest::answer);
            try (RawClient client = RawClient.connect(closing.address())) {
                served(client, "x");
                closing.close();
                assertTrue(client.atEnd(), "round " + i);
            }
        }
    }

    @Test
    void closingTheListenerEndsIdleConnectionsAndFreesTheAddress() throws Exception {
        Listener listener = listen(TransportLimits.DEFAULT);
        RawClient idle = connect(listener);
        served(idle, "a");
        listener.close();
        listener.close();
        assertTrue(idle.atEnd());
        Transport second = P2PDI.openTransport(PeerConfig.defaults());
        opened.add(second);
        assertEquals(
                listener.address(),
                second.listen(listener.address(), TcpServerTest::answer).address());
    }
}
