package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.contract.WrappedConnection;
import io.github.p2pdi.impl.contract.WrappedTransport;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.AddressPolicy;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.MemoryNetwork;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.HeaderNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A peer that listens on all addresses, of a machine that others know as 10.0.0.7. */
class WildcardPeerTest {
    private static final PeerAddress SERVER = new PeerAddress("memory", "10.0.0.1", 65243);
    private static final PeerAddress ANYWHERE = new PeerAddress("memory", "0.0.0.0", 7);
    private static final PeerAddress GUESS = new PeerAddress("memory", "127.0.0.1", 7);
    private static final PeerAddress SEEN = new PeerAddress("memory", "10.0.0.7", 7);

    private final MemoryNetwork network = Transports.memory();
    private final AtomicReference<TransportContext> context = new AtomicReference<>();

    private final TransportProvider ours = new TransportProvider() {
        @Override
        public String scheme() {
            return network.scheme();
        }

        @Override
        public Transport create(TransportContext of) {
            context.set(of);
            return new WrappedTransport(network.create(of)) {
                @Override
                public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
                    return new Seen(super.connect(to, deadline));
                }
            };
        }
    };

    private static final class Seen extends WrappedConnection {
        Seen(ClientConnection good) {
            super(good);
        }

        @Override
        public PeerAddress local() {
            return SEEN.withPort(super.local().port());
        }
    }

    private RegistrationServer server() throws P2pdiException {
        return P2PDI.startRegistrationServer(RegistrationServerConfig.builder()
                .bind(SERVER)
                .transport(network)
                .addressPolicy(AddressPolicy.CLAIMED)
                .build());
    }

    private PeerConfig.Builder peer() {
        return PeerConfig.builder()
                .bind(ANYWHERE)
                .transport(ours)
                .store(new Shelf(Map.of(7L, new byte[] {1})))
                .refreshInterval(Duration.ZERO)
                .registrationServer(SERVER);
    }

    @Test
    void isToldAsItsServerSeesIt() throws Exception {
        try (RegistrationServer server = server();
                PeerNode peer = P2PDI.startPeer(peer().failFast(true).build())) {
            assertIsKnownAsSeen(peer, server);
        }
    }

    @Test
    void isToldSoTooWhereItsServerComesLater() throws Exception {
        try (PeerNode peer = P2PDI.startPeer(peer().build())) {
            assertEquals(GUESS, peer.address());
            assertEquals(List.of(GUESS), holders(peer));
            assertThrows(P2pdiException.class, peer.registration().orElseThrow()::register);
            try (RegistrationServer server = server()) {
                peer.registration().orElseThrow().register();
                assertIsKnownAsSeen(peer, server);
            }
        }
    }

    @Test
    void isToldOtherwiseWhereItsUserSaysSo() throws Exception {
        PeerAddress told = new PeerAddress("memory", "10.0.0.8", 7);
        try (RegistrationServer server = server();
                PeerNode peer = P2PDI.startPeer(peer().advertise(told).build())) {
            assertEquals(told, peer.address());
            assertEquals(told, server.activePeers().get(0).address());
        }
    }

    private void assertIsKnownAsSeen(PeerNode peer, RegistrationServer server) throws P2pdiException {
        assertEquals(
                List.of(SEEN), server.activePeers().stream().map(Peer::address).toList());
        assertEquals(SEEN, peer.address());
        assertEquals(ANYWHERE, peer.boundAddress());
        assertEquals(List.of(SEEN), holders(peer));
        assertEquals(Optional.of("10.0.0.7"), context.get().defaultHeaders().first(HeaderNames.HOST));
        assertEquals(List.of(), peer.activePeers());
    }

    private static List<PeerAddress> holders(PeerNode peer) {
        return peer.index().all().stream().map(Rfc::holder).toList();
    }
}
