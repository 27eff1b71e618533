package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.Response;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One who is late and cannot be told so, as the codec throws: all others have their deadlines still. */
class FailedDeadlineTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    /** Each loop has some of them. */
    private static final int CLIENTS = 2 * Runtime.getRuntime().availableProcessors();

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<RawClient> clients = new ArrayList<>();

    @Test
    void othersHaveTheirDeadlinesWhereOneCannotBeToldThatItIsLate() throws Exception {
        TransportLimits limits =
                TransportLimits.DEFAULT.toBuilder().wholeHead(SHORT).build();
        try (Transport transport = P2PDI.openTransport(PeerConfig.builder()
                        .time(clock)
                        .limits(limits)
                        .codec(new Wordless(new PseudoHttpCodec()))
                        .build());
                Listener listener = transport.listen(
                        PeerAddress.of("127.0.0.1", 0), exchange -> exchange.answer(Response.of(Status.OK)))) {
            List<RawClient> late = connected(listener);
            List<RawClient> silent = connected(listener);
            for (RawClient client : late) {
                client.raw("9");
            }
            eachLoopHasItsTurn(listener);

            clock.advance(SHORT);
            for (RawClient client : late) {
                assertThrows(IOException.class, () -> client.receive(1));
            }
            eachLoopHasItsTurn(listener);
            clock.advance(limits.firstByte());
            for (RawClient client : silent) {
                assertTrue(client.atEnd());
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private List<RawClient> connected(Listener listener) throws IOException {
        List<RawClient> connected = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RawClient client = RawClient.connect(listener.address());
            clients.add(client);
            connected.add(client);
        }
        return connected;
    }

    private static void eachLoopHasItsTurn(Listener listener) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            try (RawClient client = RawClient.connect(listener.address())) {
                client.send("hello x HTTP/1.1\r\n\r\n");
                assertTrue(client.receiveFrame().startsWith("HTTP/1.1 200 OK"));
            }
        }
    }

    /** Cannot say that somebody is late. */
    private record Wordless(MessageCodec usual) implements MessageCodec {
        @Override
        public Decoder decoder(Role role, WireLimits limits) {
            return usual.decoder(role, limits);
        }

        @Override
        public ByteBuffer head(Head head, long bodySize) {
            if (head instanceof ResponseHead answer && answer.status().equals(Status.REQUEST_TIMEOUT)) {
                throw new IllegalStateException("a codec of the test's");
            }
            return usual.head(head, bodySize);
        }
    }
}
