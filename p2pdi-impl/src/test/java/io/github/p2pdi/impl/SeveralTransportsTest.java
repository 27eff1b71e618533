package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.AddressPolicy;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.TakeOver;
import io.github.p2pdi.testkit.TestAuthority;
import io.github.p2pdi.testkit.TestAuthority.Identity;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TlsConfig.ClientCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes that listen by several transports, and reach each other by them. */
class SeveralTransportsTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("an authority");

    @TempDir
    private Path folder;

    private Path shared;
    private TlsConfig tls;

    @BeforeEach
    void write() throws Exception {
        shared = Files.createDirectory(folder.resolve("shared"));
        Files.writeString(shared.resolve("rfc7.txt"), "Host-IMP Interface\n");
        tls = known("node");
    }

    private TlsConfig known(String name) throws Exception {
        Identity identity = AUTHORITY.issue(name, "127.0.0.1");
        return TlsConfig.builder()
                .certificate(
                        identity.writeCertificate(folder.resolve(name + ".pem")),
                        identity.writeKey(folder.resolve(name + "-key.pem")))
                .trust(AUTHORITY.write(folder.resolve("ca.pem")))
                .build();
    }

    private PeerAddress socket(String name) {
        return PeerAddress.parse("unix:" + folder.resolve(name));
    }

    private static RegistrationServerConfig.Builder server() {
        return RegistrationServerConfig.builder().port(0);
    }

    private PeerConfig.Builder peer(PeerAddress... servers) {
        return PeerConfig.builder()
                .registrationServers(List.of(servers))
                .downloads(folder.resolve("out"))
                .failFast(true);
    }

    @Test
    void aServerIsReachedByEachOfItsTransports() throws Exception {
        try (RegistrationServer rs = P2PDI.startRegistrationServer(server().tls(tls)
                .alsoBind(socket("rs"), PeerAddress.of("127.0.0.1", 0))
                .build())) {
            assertEquals(
                    List.of("tls", "unix", "tcp"),
                    rs.addresses().stream().map(PeerAddress::scheme).toList());
            for (PeerAddress address : rs.addresses()) {
                try (PeerNode peer = P2PDI.startPeer(peer(address).tls(tls).build())) {
                    assertEquals("tls", peer.address().scheme());
                    assertEquals(peer.address(), rs.activePeers().get(0).address());
                }
            }
        }
        assertFalse(Files.exists(folder.resolve("rs")), "the socket is removed");
    }

    @Test
    void documentsAreHadByTls() throws Exception {
        try (RegistrationServer rs = P2PDI.startRegistrationServer(
                        server().tls(tls).addressPolicy(AddressPolicy.CLAIMED).build());
                PeerNode alice = P2PDI.startPeer(
                        peer(rs.address()).tls(tls).share(shared).build());
                PeerNode bob = P2PDI.startPeer(peer(rs.address()).tls(tls).build())) {
            assertEquals(
                    List.of(alice.address()),
                    bob.activePeers().stream().map(Peer::address).toList());
            assertEquals(
                    "Host-IMP Interface\n", Files.readString(bob.download(7).await()));
        }
    }

    @Test
    void documentsAreHadFromASocketThatTheUserNames() throws Exception {
        PeerConfig holder =
                PeerConfig.builder().share(shared).bind(socket("alice")).build();
        PeerConfig asker = peer().alsoBind(socket("bob")).build();
        try (PeerNode alice = P2PDI.startPeer(holder);
                PeerNode bob = P2PDI.startPeer(asker)) {
            assertEquals(List.of(socket("alice")), alice.boundAddresses());
            assertEquals(1, bob.query(alice.address()).size());
            assertEquals(
                    "Host-IMP Interface\n", Files.readString(bob.download(7).await()));
        }
    }

    @Test
    void aNodeSpeaksNothingThatItWasNotSetUpFor() throws Exception {
        try (PeerNode plain = P2PDI.startPeer(PeerConfig.defaults());
                PeerNode secret = P2PDI.startPeer(PeerConfig.builder().tls(tls).build())) {
            P2pdiException refusal = assertThrows(PeerUnreachableException.class, () -> secret.query(plain.address()));
            assertTrue(
                    refusal.getMessage().endsWith("this node was not set up for tcp, but for tls"),
                    refusal.getMessage());
            P2pdiException socket = assertThrows(PeerUnreachableException.class, () -> plain.query(socket("x")));
            assertTrue(socket.getMessage().endsWith("was not set up for unix, but for tcp, tls"), socket.getMessage());
        }
    }

    @Test
    void unknownSchemesAreRefusedAtTheStartAndTheKnownOnesNamed() {
        PeerConfig config = peer(PeerAddress.parse("quic://127.0.0.1:1")).build();
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> P2PDI.startPeer(config).close());
        assertTrue(
                refusal.getMessage().startsWith("there is no transport 'quic' (there is: tcp, tls, unix)"),
                refusal.getMessage());
    }

    @Test
    void aNetworkInMemoryIsGivenAndNotFound() {
        PeerConfig config = peer(PeerAddress.parse("memory://127.0.0.1:1")).build();
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> P2PDI.startPeer(config).close());
        assertTrue(refusal.getMessage().contains("the same Transports.memory()"), refusal.getMessage());
    }

    @Test
    void aPeerThatOnlyASocketLeadsToCannotBeRegistered() {
        PeerConfig config =
                peer(PeerAddress.of("127.0.0.1", 1)).bind(socket("only")).build();
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> P2PDI.startPeer(config).close());
        assertTrue(refusal.getMessage().contains("give the socket with alsoBind"), refusal.getMessage());
        assertFalse(Files.exists(folder.resolve("only")));
    }

    @Test
    void listeningByTlsTakesACertificate() {
        PeerConfig config = PeerConfig.builder()
                .bind(PeerAddress.parse("tls://127.0.0.1:0"))
                .build();
        P2pdiException refusal =
                assertThrows(P2pdiException.class, () -> P2PDI.startPeer(config).close());
        assertTrue(refusal.getMessage().contains("takes a certificate"), refusal.getMessage());
    }

    /** The same certificate is let in again without its cookie, even where only cookies count; another one is not. */
    @Test
    void aCertificateIsWhoAPeerIs() throws Exception {
        TlsConfig alice = known("alice");
        TlsConfig mallory = known("mallory");
        RegistrationServerConfig demanding = server().tls(tls.toBuilder()
                        .clientCertificates(ClientCertificates.REQUIRED)
                        .build())
                .takeOver(TakeOver.COOKIE_ONLY)
                .addressPolicy(AddressPolicy.VERIFIED)
                .build();
        try (RegistrationServer rs = P2PDI.startRegistrationServer(demanding)) {
            PeerAddress home;
            try (PeerNode first = P2PDI.startPeer(peer(rs.address()).tls(alice).build())) {
                home = first.address();
                PeerConfig thief =
                        peer(rs.address()).tls(mallory).advertise(home).build();
                P2pdiException refusal = assertThrows(
                        P2pdiException.class, () -> P2PDI.startPeer(thief).close());
                assertTrue(refusal.getMessage().contains("409"), refusal.getMessage());

                PeerConfig again = peer(rs.address()).tls(alice).advertise(home).build();
                P2PDI.startPeer(again).close();
            }
        }
    }
}
