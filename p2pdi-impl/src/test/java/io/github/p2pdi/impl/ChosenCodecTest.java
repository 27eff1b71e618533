package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.codec.PseudoHttpCodecProvider;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodecProvider;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
