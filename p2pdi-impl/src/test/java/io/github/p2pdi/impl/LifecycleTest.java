package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.NoLeaks;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when everything is closed: nothing, however often it was opened, used or not. */
@NoLeaks
class LifecycleTest {
    private static final RegistrationServerConfig ANY_PORT =
            RegistrationServerConfig.builder().port(0).build();

    @TempDir
    Path folder;

    @Test
    void aHundredStartsAndStopsLeaveNothing() throws Exception {
        Files.writeString(folder.resolve("rfc1.txt"), "one");
        for (int i = 0; i < 100; i++) {
            try (RegistrationServer server = P2PDI.startRegistrationServer(ANY_PORT);
                    PeerNode peer = P2PDI.startPeer(server.address(), folder)) {
                assertEquals(1, server.activePeers().size());
                assertEquals(0, peer.activePeers().size());
            }
        }
    }

    @Test
    void connectionsOfOthersEndWithTheServer() throws Exception {
        RegistrationServer server = P2PDI.startRegistrationServer(ANY_PORT);
        try (RawClient client = RawClient.connect(server.address())) {
            client.send("keepalive x HTTP/1.1\r\nPeer-Cookie: 1\r\n\r\n");
            assertTrue(client.receiveFrame().startsWith("HTTP/1.1 403 "));
            server.close();
            assertTrue(client.atEnd());
        } finally {
            server.close();
        }
    }

    @Test
    void aStartThatFailsLeavesNothing() throws Exception {
        try (RegistrationServer server = P2PDI.startRegistrationServer(ANY_PORT)) {
            PeerAddress taken = server.address();
            for (int i = 0; i < 20; i++) {
                assertThrows(
                        AddressUnavailableException.class,
                        () -> P2PDI.startPeer(
                                PeerConfig.builder().bind(taken).share(folder).build()));
            }
        }
    }

    @Test
    void whatATransportHadBeforeItFailedIsClosed() {
        AtomicBoolean closed = new AtomicBoolean();
        TransportProvider failing = new TransportProvider() {
            @Override
            public String scheme() {
                return "failing";
            }

            @Override
            public Transport create(TransportContext context) {
                context.shared(AutoCloseable.class, () -> () -> closed.set(true));
                throw new IllegalStateException("as the test has it");
            }
        };
        PeerConfig config = PeerConfig.builder()
                .transport(failing)
                .bind(new PeerAddress("failing", "here", 1))
                .build();
        assertThrows(IllegalStateException.class, () -> P2PDI.startPeer(config));
        assertTrue(closed.get());
    }

    @Test
    void aClosedServerStillSaysWhatItHasDone() throws Exception {
        RegistrationServer server = P2PDI.startRegistrationServer(ANY_PORT);
        try (server) {
            P2PDI.startPeer(server.address(), folder).close();
            assertEquals(1, server.statistics().registered());
        }
        assertEquals(1, server.statistics().registered());
        assertEquals(0, server.statistics().active());
        assertThrows(IllegalStateException.class, server::activePeers);
    }

    @Test
    void aClosedPeerDoesNothingAnyMore() throws Exception {
        try (RegistrationServer server = P2PDI.startRegistrationServer(ANY_PORT)) {
            PeerNode peer = P2PDI.startPeer(server.address(), folder);
            peer.close();
            peer.refresh();
            peer.leave();
            assertThrows(IllegalStateException.class, peer::activePeers);
            assertThrows(P2pdiException.class, () -> peer.query(peer.address()));
            assertThrows(
                    P2pdiException.class, () -> peer.share(1, "One", Files.writeString(folder.resolve("one"), "one")));
            assertThrows(IllegalStateException.class, () -> peer.download(1));
            assertThrows(IllegalStateException.class, () -> peer.open(1));
        }
    }

    @Test
    void anUnknownRegistryIsNotToBeGivenAsAnObject() {
        RegistrationServerConfig config =
                ANY_PORT.toBuilder().registry(URI.create("pigeonhole:/")).build();
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> P2PDI.startRegistrationServer(config));
        assertTrue(
                e.getMessage().contains("'pigeonhole'")
                        && e.getMessage().endsWith("or name another with RegistrationServerConfig.registry"),
                e.getMessage());
    }

    @Test
    void anUnknownSchemeNamesWhatThereIsAndWhatToDo() {
        PeerConfig config =
                PeerConfig.builder().bind(new PeerAddress("pigeon", "roof", 1)).build();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> P2PDI.startPeer(config));
        assertTrue(e.getMessage().contains("'pigeon'") && e.getMessage().contains("tcp"), e.getMessage());
        assertTrue(e.getMessage().contains(TransportProvider.class.getName()), e.getMessage());
    }
}
