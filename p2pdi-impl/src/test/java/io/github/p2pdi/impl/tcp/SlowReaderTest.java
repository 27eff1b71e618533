package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reads slowly, as the manual clock counts. A selector tells of room only once a third of the send buffer has gone, which takes some of them longer than the
 * longest stall.
 */
class SlowReaderTest {
    private static final int LARGE = 8 << 20;
    private static final Duration STEP = Duration.ofSeconds(6);
    private static final int STEPS = 12;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<RawClient> onAllLoops = new ArrayList<>();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private RawClient slow;

    @BeforeEach
    void listen() throws IOException {
        Transport transport =
                P2PDI.openTransport(PeerConfig.builder().time(clock).build());
        opened.add(transport);
        Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), SlowReaderTest::answer);
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            RawClient client = RawClient.connect(listener.address());
            opened.add(0, client);
            onAllLoops.add(client);
        }
        slow = RawClient.connect(listener.address(), 4096);
        opened.add(0, slow);
    }

    private static void answer(Exchange exchange) {
        int size = exchange.request().method().equals("large") ? LARGE : 1;
        exchange.answer(Response.of(Status.OK, Headers.NONE, Body.of(ByteBuffer.allocate(size))));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    /** Time passes, and every loop has had its turn since. */
    private void step() throws IOException {
        clock.advance(STEP);
        for (RawClient each : onAllLoops) {
            each.send("small x HTTP/1.1\r\n\r\n");
            assertTrue(each.receiveFrame().startsWith("HTTP/1.1 200 OK"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept: application/json\r\n"})
    void whoTakesSomethingNowAndThenIsServedToTheEnd(String accept) throws Exception {
        assertTrue(STEP.multipliedBy(STEPS)
                        .compareTo(TransportLimits.DEFAULT.writeStall().multipliedBy(2))
                > 0);
        slow.send("large x HTTP/1.1\r\n" + accept + "\r\n");
        int size = Integer.parseInt(new String(slow.receive(10), StandardCharsets.US_ASCII).trim());
        int taken = 0;
        for (int i = 0; i < STEPS; i++) {
            taken += slow.receive(50_000).length;
            step();
        }
        assertEquals(size, taken + slow.receive(size - taken).length);
    }

    @Test
    void whoTakesNothingIsGivenUp() throws Exception {
        slow.send("large x HTTP/1.1\r\n\r\n");
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        assertThrows(IOException.class, () -> slow.receive(LARGE));
    }
}
