package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.codec.PseudoHttpCodecProvider;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodecProvider;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChosenCodecTest {
    @Test
    void nodesSpeakWithTheCodecOfTheProviderTheyAreGiven() throws Exception {
        Counting servers = new Counting();
        Counting peers = new Counting();
        try (RegistrationServer server = P2PDI.startRegistrationServer(RegistrationServerConfig.builder()
                        .codec(servers)
                        .port(0)
                        .build());
                PeerNode peer = P2PDI.startPeer(PeerConfig.builder()
                        .codec(peers)
                        .registrationServer(server.address())
                        .failFast(true)
                        .build())) {
            assertEquals(1, server.activePeers().size());
            assertEquals(List.of(), peer.activePeers());
        }
        assertTrue(peers.written.containsAll(List.of("register", "pquery")), peers.written::toString);
        assertTrue(servers.written.contains("an answer"), servers.written::toString);
    }

    @Test
    void whoCannotBeAnsweredIsHungUpOn() throws Exception {
        try (Transport transport = P2PDI.openTransport(PeerConfig.builder()
                .codec(new Mute(new PseudoHttpCodecProvider().codec()))
                .build())) {
            BlockingQueue<Exchange.Outcome> ends = new LinkedBlockingQueue<>();
            Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), exchange -> {
                exchange.onEnd(ends::add);
                exchange.answer(Response.of(Status.OK));
            });
            try (RawClient client = RawClient.connect(listener.address())) {
                client.send("hello x HTTP/1.1\r\n\r\n");
                assertTrue(client.atEnd());
                assertEquals(Exchange.Outcome.CLOSED, ends.poll(10, TimeUnit.SECONDS));
            }
        }
    }

    /** Reads what others write, and can write nothing itself. */
    private record Mute(MessageCodec usual) implements MessageCodec {
        @Override
        public Decoder decoder(Role role, WireLimits limits) {
            return usual.decoder(role, limits);
        }

        @Override
        public ByteBuffer head(Head head, long bodySize) {
            throw new IllegalArgumentException("a codec of the test's");
        }
    }

    /** Gives the protocol's own codec under another name, and keeps what it writes. */
    private static final class Counting implements MessageCodecProvider {
        private final List<String> written = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public MessageCodec codec() {
            return new Counted(new PseudoHttpCodecProvider().codec(), written);
        }
    }

    private record Counted(MessageCodec usual, List<String> written) implements MessageCodec {
        @Override
        public Decoder decoder(Role role, WireLimits limits) {
            return usual.decoder(role, limits);
        }

        @Override
        public ByteBuffer head(Head head, long bodySize) {
            written.add(head instanceof Request request ? request.method() : "an answer");
            return usual.head(head, bodySize);
        }
    }
}
