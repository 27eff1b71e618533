package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.contract.WrappedTransport;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transport of somebody's own that throws what no transport should, where some addresses are concerned. */
class WildTransportTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final TransportProvider network = Transports.memory();
    private final Set<PeerAddress> unknown = ConcurrentHashMap.newKeySet();
    private final Queue<ClientConnection> connections = new ConcurrentLinkedQueue<>();
    private RegistrationServer server;
    private PeerNode ghost;
    private PeerNode asker;

    private final TransportProvider wild = new TransportProvider() {
        @Override
        public String scheme() {
            return network.scheme();
        }

        @Override
        public Transport create(TransportContext context) {
            return new Wild(network.create(context));
        }
    };

    /** Does not know every name, and says so as a socket does. */
    private final class Wild extends WrappedTransport {
        Wild(Transport good) {
            super(good);
        }

        @Override
        public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
            if (unknown.contains(to)) {
                throw new UnresolvedAddressException();
            }
            ClientConnection connection = super.connect(to, deadline);
            connections.add(connection);
            return connection;
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = P2PDI.startRegistrationServer(
                in(RegistrationServerConfig.builder().port(0), network).build());
        ghost = P2PDI.startPeer(peer(network).build());
        ghost.share(7, "Seven", Files.writeString(folder.resolve("seven.txt"), "7"));
        asker = P2PDI.startPeer(peer(wild)
                .downloads(folder.resolve("out"))
                .refreshInterval(Duration.ZERO)
                .build());
    }

    private <B extends NodeConfig.Builder<B>> B in(B builder, TransportProvider provider) {
        return builder.transport(provider);
    }

    private PeerConfig.Builder peer(TransportProvider provider) {
        return in(PeerConfig.builder(), provider).registrationServer(server.address());
    }

    @AfterEach
    void close() throws Exception {
        asker.close();
        ghost.close();
        server.close();
    }

    /** From now on; connections that are kept are of no use either. */
    private void forget(PeerAddress address) {
        unknown.add(address);
        connections.forEach(ClientConnection::close);
    }

    @Test
    void whoCannotBeAskedSoIsSkipped() throws Exception {
        forget(ghost.address());
        asker.refresh();
        P2pdiException why = asker.failedPeers().get(ghost.address());
        assertTrue(String.valueOf(why.getMessage()).contains("UnresolvedAddress"), why.getMessage());
        unknown.clear();
        asker.refresh();
        assertEquals(1, asker.index().find(7).size());
    }

    @Test
    void aDownloadFails() throws Exception {
        asker.refresh();
        forget(ghost.address());
        DocumentNotFoundException e = assertThrows(
                DocumentNotFoundException.class, () -> asker.download(7).await(LONG_ENOUGH));
        assertTrue(String.valueOf(e.getMessage()).contains("UnresolvedAddress"), e.getMessage());
        assertTrue(e.mayRetry());
        assertThrows(P2pdiException.class, () -> asker.open(7).close());
        assertThrows(DocumentNotFoundException.class, () -> asker.download(8).await(LONG_ENOUGH));
    }

    @Test
    void aQueryAndACallOfTheRegistrationServerFail() {
        forget(ghost.address());
        assertThrows(PeerUnreachableException.class, () -> asker.query(ghost.address()));
        forget(server.address());
        assertThrows(P2pdiException.class, asker::activePeers);
    }
}
