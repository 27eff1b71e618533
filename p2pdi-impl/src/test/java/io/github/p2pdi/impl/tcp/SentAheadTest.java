package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.codec.PseudoHttpCodec;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.Response;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is taken in at once, and so held, of those who send requests ahead of their answers. */
class SentAheadTest {
    private static final int CLIENTS = 4;
    private static final int AHEAD = 2_000;
    private static final int MOST = 8 << 10;

    private final AtomicInteger atOnce = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private void handle(Exchange exchange) {
        if (exchange.request().method().equals("hold")) {
            held.countDown();
            try {
                assertTrue(released.await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        exchange.answer(Response.of(Status.OK));
    }

    @Test
    void littleIsTakenInAheadHoweverMuchIsSent() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (Transport transport = P2PDI.openTransport(
                        PeerConfig.builder().codec(new Watched()).build());
                Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), this::handle)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(RawClient.connect(listener.address()));
            }
            clients.get(0).raw("19        hold x HTTP/1.1\r\n\r\n");
            assertTrue(held.await(30, TimeUnit.SECONDS));
            // Of what has come while the loop is held up as much is taken in as ever is.
            for (RawClient client : clients) {
                client.raw("19        many x HTTP/1.1\r\n\r\n".repeat(AHEAD));
            }
            released.countDown();
            for (RawClient client : clients) {
                for (int i = 0; i < AHEAD; i++) {
                    assertTrue(client.receiveFrame().startsWith("HTTP/1.1 200 OK"));
                }
            }
            assertTrue(atOnce.get() <= MOST, atOnce + " bytes were taken in at once");
        } finally {
            released.countDown();
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** Sees how much there is to decode. */
    private final class Watched implements MessageCodec {
        private final MessageCodec usual = new PseudoHttpCodec();

        @Override
        public Decoder decoder(Role role, WireLimits limits) {
            Decoder decoder = usual.decoder(role, limits);
            return new Decoder() {
                @Override
                public Event next(ByteBuffer in) {
                    atOnce.accumulateAndGet(in.remaining(), Math::max);
                    return decoder.next(in);
                }

                @Override
                public boolean atBoundary() {
                    return decoder.atBoundary();
                }
            };
        }

        @Override
        public ByteBuffer head(Head head, long bodySize) {
            return usual.head(head, bodySize);
        }
    }
}
