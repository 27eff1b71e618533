package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.Shifted;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines where the nanoseconds of the time source begin anywhere. */
class TimeOriginTest {
    private static final Duration BEYOND_THE_FIRST_BYTE = Duration.ofSeconds(11);

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MIN_VALUE, -1_000_000_000L, Long.MAX_VALUE - 1_000_000_000L})
    void whoSaysNothingIsGivenUpAndWhatTakesItsTimeIsNot(long origin) throws Exception {
        ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
        long shift = origin - clock.nanos();
        BlockingQueue<Exchange> asked = new LinkedBlockingQueue<>();
        try (Transport transport = P2PDI.openTransport(
                PeerConfig.builder().time(new Shifted(clock, shift)).build())) {
            Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), asked::add);
            try (RawClient asking = RawClient.connect(listener.address());
                    RawClient silent = RawClient.connect(listener.address())) {
                asking.send("long x HTTP/1.1\r\n\r\n");
                Exchange exchange = asked.poll(10, TimeUnit.SECONDS);
                silent.raw("9");
                waitUntilTheyAreWaitedFor(listener, asked);
                clock.advance(BEYOND_THE_FIRST_BYTE);
                assertTrue(silent.receiveFrame().startsWith("HTTP/1.1 408 "));
                assertThrows(IOException.class, () -> silent.receive(1));
                exchange.answer(Response.of(Status.OK));
                assertTrue(asking.receiveFrame().startsWith("HTTP/1.1 200 OK"));
            }
        }
    }

    /** Each loop has had its turn. */
    private static void waitUntilTheyAreWaitedFor(Listener listener, BlockingQueue<Exchange> asked) throws Exception {
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            try (RawClient client = RawClient.connect(listener.address())) {
                client.send("short x HTTP/1.1\r\n\r\n");
                asked.poll(10, TimeUnit.SECONDS).answer(Response.of(Status.OK));
                assertTrue(client.receiveFrame().startsWith("HTTP/1.1 200 OK"));
            }
        }
    }
}
