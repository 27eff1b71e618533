package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many more connections than are served, none of which its client closes, and no time passes. */
class CrowdTest {
    private static final int MOST_TOLD = 256;
    private static final int MOST_TRIES = 1000;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Listener listener;

    @BeforeEach
    void listen() throws IOException {
        Transport transport = P2PDI.openTransport(PeerConfig.builder()
                .time(new ManualClock(Instant.parse("2026-01-01T00:00:00Z")))
                .limits(TransportLimits.DEFAULT.toBuilder().connections(1).build())
                .build());
        opened.add(transport);
        listener =
                transport.listen(PeerAddress.of("127.0.0.1", 0), exchange -> exchange.answer(Response.of(Status.OK)));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private RawClient connect() throws IOException {
        RawClient client = RawClient.connect(listener.address());
        opened.add(0, client);
        return client;
    }

    private void assertServed(RawClient client) throws IOException {
        client.send("hello x HTTP/1.1\r\n\r\n");
        assertTrue(client.receiveFrame().startsWith("HTTP/1.1 200 "));
    }

    /** Whether it is told that it is one too many, or closed without a word. */
    private static boolean isTold(RawClient client) {
        try {
            return client.receiveFrame().startsWith("HTTP/1.1 503 ");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void soManyAreToldAtOnceAndTheOthersHoldNoDescriptor() throws Exception {
        RawClient served = connect();
        assertServed(served);
        List<RawClient> told = new ArrayList<>();
        for (RawClient next = connect(); isTold(next) && told.size() <= MOST_TOLD; next = connect()) {
            told.add(next);
        }
        assertEquals(MOST_TOLD, told.size());
        assertServed(served);

        told.get(0).close();
        boolean another = false;
        // The server learns by and by that somebody is gone.
        for (int tries = 0; tries < MOST_TRIES && !another; tries++) {
            another = isTold(connect());
        }
        assertTrue(another);
    }
}
