package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.conversation.Admission;
import io.github.p2pdi.impl.conversation.Conversation;
import io.github.p2pdi.impl.runtime.RareLog;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections that cannot be served, as a moment without memory would have it; one at a time is admitted, so none may be left counted. */
class FailedConnectionTest {
    private static final int MOST_TRIES = 1000;

    private final FailingTime time = new FailingTime(new ManualClock(Instant.parse("2026-01-01T00:00:00Z")));
    private Transport transport;
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        transport = P2PDI.openTransport(PeerConfig.builder()
                .time(time)
                .limits(TransportLimits.DEFAULT.toBuilder().connections(1).build())
                .build());
        listener = transport.listen(PeerAddress.of("127.0.0.1", 0), FailedConnectionTest::answer);
    }

    private static void answer(Exchange exchange) {
        exchange.answer(Response.of(Status.OK));
    }

    @AfterEach
    void close() {
        transport.close();
    }

    private static boolean isServed(RawClient client) throws IOException {
        client.send("hello x HTTP/1.1\r\n\r\n");
        return client.receiveFrame().startsWith("HTTP/1.1 200 OK");
    }

    private void connectInVain(Class<?>... failing) throws IOException {
        time.failWhereAskedBy(failing);
        try (RawClient client = RawClient.connect(listener.address())) {
            assertThrows(IOException.class, () -> client.receive(1));
        } finally {
            time.failWhereAskedBy();
        }
    }

    @Test
    void whatCannotBeginIsClosedAndTheNextIsServed() throws Exception {
        connectInVain(Conversation.class);
        try (RawClient next = RawClient.connect(listener.address())) {
            assertTrue(isServed(next));
        }
    }

    @Test
    void whatCannotEvenBeRefusedIsClosedAndTheNextIsServed() throws Exception {
        try (RawClient first = RawClient.connect(listener.address())) {
            assertTrue(isServed(first));
            connectInVain(Admission.class);
            assertTrue(isServed(first));
        }
        assertTrue(isSoonServed());
    }

    @Test
    void whatCannotEvenBeToldOfIsClosedAndTheNextIsServed() throws Exception {
        try (RawClient first = RawClient.connect(listener.address())) {
            assertTrue(isServed(first));
            connectInVain(Admission.class, RareLog.class);
            assertTrue(isServed(first));
        }
        assertTrue(isSoonServed());
    }

    /** The server learns by and by that somebody is gone. */
    private boolean isSoonServed() throws IOException {
        boolean served = false;
        for (int tries = 0; tries < MOST_TRIES && !served; tries++) {
            try (RawClient next = RawClient.connect(listener.address())) {
                served = isServed(next);
            }
        }
        return served;
    }
}
