package io.github.p2pdi.impl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.TestAuthority;
import io.github.p2pdi.testkit.TestAuthority.Identity;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TlsConfig.ClientCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom either side believes, and what it says to those whom it does not. */
class TrustTest {
    private static final TestAuthority STRANGERS = new TestAuthority("an authority of strangers");

    @TempDir
    private Path folder;

    private Party party;

    @BeforeEach
    void open() {
        party = new Party(folder);
    }

    @AfterEach
    void close() {
        party.close();
    }

    private void assertServed(TlsConfig client, PeerAddress server) throws Exception {
        assertEquals(100_000, party.ask(client, server, 100_000));
    }

    private void assertRefused(TlsConfig client, PeerAddress server, String why) {
        P2pdiException failure = assertThrows(P2pdiException.class, () -> party.ask(client, server, 1));
        assertTrue(String.valueOf(failure.getMessage()).contains(why), failure.getMessage());
    }

    private PeerAddress serverOf(Identity identity) throws Exception {
        return party.serve(party.known(identity).build());
    }

    private static PeerAddress named(PeerAddress server, String host) {
        return new PeerAddress(PeerAddress.TLS, host, server.port());
    }

    @Test
    void aCertificateOfATrustedAuthorityIsBelievedForItsHosts() throws Exception {
        PeerAddress server = serverOf(Party.SERVER);

        assertServed(party.trusting(), server);
        assertServed(party.trusting(), named(server, "localhost"));
    }

    @Test
    void aCertificateForOthersIsRefused() throws Exception {
        PeerAddress server = serverOf(Party.AUTHORITY.issue("server", "elsewhere.example", "192.0.2.1"));

        assertRefused(party.trusting(), server, "is not for 127.0.0.1");
        assertRefused(party.trusting(), named(server, "localhost"), "is not for localhost");
    }

    @Test
    void anExpiredCertificateIsRefusedByClientsEvenWhenPinned() throws Exception {
        Instant now = Instant.now();
        Identity old = Party.AUTHORITY.issue(
                "server", now.minus(Duration.ofDays(2)), now.plus(Duration.ofSeconds(-60)), "127.0.0.1");
        SSLContext context = Contexts.of(old);
        PeerAddress server = party.serve(TlsConfig.builder().context(context).build());

        assertRefused(party.trusting(), server, "has expired");
        assertRefused(TlsConfig.builder().pin(old.sha256()).build(), server, "has expired");
    }

    @Test
    void aCertificateThatIsNotValidYetIsRefused() throws Exception {
        Instant later = Instant.now().plus(Duration.ofDays(1));
        Identity early = Party.AUTHORITY.issue("server", later, later.plus(Duration.ofDays(1)), "127.0.0.1");
        PeerAddress server =
                party.serve(TlsConfig.builder().context(Contexts.of(early)).build());

        assertRefused(party.trusting(), server, "not valid yet");
    }

    @Test
    void anUnknownAuthorityIsRefused() throws Exception {
        PeerAddress server = serverOf(STRANGERS.issue("server", "127.0.0.1"));

        assertRefused(party.trusting(), server, "from no authority that is trusted here");
        assertRefused(TlsConfig.defaults(), server, "from no authority that is trusted here");
    }

    @Test
    void aPinnedCertificateIsBelievedWhateverItsAuthorityAndHost() throws Exception {
        Identity pinned = STRANGERS.issue("server", "elsewhere.example");
        PeerAddress server = serverOf(pinned);

        assertServed(TlsConfig.builder().pin(pinned.sha256()).build(), server);
    }

    @Test
    void aPinAndAnAuthorityMustBothHold() throws Exception {
        Identity pinned = STRANGERS.issue("server", "127.0.0.1");
        TlsConfig both = party.trusting().toBuilder().pin(pinned.sha256()).build();

        assertRefused(both, serverOf(pinned), "from no authority that is trusted here");
    }

    @Test
    void anotherCertificateThanThePinnedIsRefusedAndNamed() throws Exception {
        PeerAddress server = serverOf(Party.SERVER);
        TlsConfig wrong = TlsConfig.builder().pin(Digest.of(new byte[32])).build();

        assertRefused(wrong, server, "not one of those that are pinned: its SHA-256 is " + Party.SERVER.sha256());
    }

    @Test
    void whoNeedsACertificateIsToldSo() throws Exception {
        PeerAddress server = party.serve(demanding(ClientCertificates.REQUIRED));

        assertRefused(party.trusting(), server, "it wants a certificate of ours");
        assertServed(client(Party.AUTHORITY.issue("client")), server);
    }

    @Test
    void aClientsCertificateMustBeTrustedEvenWhereItIsOptional() throws Exception {
        PeerAddress server = party.serve(demanding(ClientCertificates.OPTIONAL));

        assertServed(party.trusting(), server);
        assertServed(client(Party.AUTHORITY.issue("client")), server);
        // The client leaves at home what the server would not take.
        assertServed(client(STRANGERS.issue("client")), server);
    }

    @Test
    void clientsCanBePinned() throws Exception {
        Identity pinned = STRANGERS.issue("client");
        PeerAddress server = party.serve(party.known(Party.SERVER)
                .pin(pinned.sha256())
                .clientCertificates(ClientCertificates.REQUIRED)
                .build());

        assertServed(client(pinned), server);
        assertRefused(client(STRANGERS.issue("client")), server, "");
    }

    @Test
    void anSslContextIsHeldToHostNamesToo() throws Exception {
        PeerAddress server = party.serve(TlsConfig.builder()
                .context(Contexts.of(Party.SERVER, Party.AUTHORITY))
                .build());
        TlsConfig client = TlsConfig.builder()
                .context(Contexts.of(Party.SERVER, Party.AUTHORITY))
                .build();

        assertServed(client, server);
        PeerAddress other = serverOf(Party.AUTHORITY.issue("server", "elsewhere.example"));
        assertRefused(client, other, "is not for 127.0.0.1");
    }

    @Test
    void whoFailsToShakeHandsIsUnreachableAndWorthTryingAgain() throws Exception {
        PeerAddress server = serverOf(Party.SERVER);
        P2pdiException failure = assertThrows(
                P2pdiException.class,
                () -> party.transport(TlsConfig.defaults()).connect(server, party.soon()));

        assertInstanceOf(PeerUnreachableException.class, failure);
        assertEquals(server, failure.peer().orElseThrow());
    }

    @Test
    void aConnectionIsKeptForManyRequests() throws Exception {
        PeerAddress server = serverOf(Party.SERVER);
        try (ClientConnection connection = party.transport(party.trusting()).connect(server, party.soon())) {
            for (int size : new int[] {0, 1, 16_384, 16_385, 1_000_000, 3}) {
                assertEquals(size, party.ask(connection, size));
                assertTrue(connection.reusable(), "reusable after " + size);
            }
        }
    }

    private TlsConfig demanding(ClientCertificates certificates) throws Exception {
        return party.known(Party.SERVER)
                .trust(party.trust(Party.AUTHORITY))
                .clientCertificates(certificates)
                .build();
    }

    private TlsConfig client(Identity identity) throws Exception {
        return party.known(identity).trust(party.trust(Party.AUTHORITY)).build();
    }

    @Test
    void whereTrustingItselfFailsTheSocketIsClosed() throws Exception {
        TlsConfig nobody =
                TlsConfig.builder().context(Contexts.trustingNobody()).build();
        try (SSLServerSocket server = (SSLServerSocket) Contexts.of(Party.SERVER)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Integer> served = new FutureTask<>(() -> shakeHandsAndRead(server));
            new Thread(served).start();

            assertRefused(nobody, new PeerAddress(PeerAddress.TLS, "127.0.0.1", server.getLocalPort()), "");
            ExecutionException end = assertThrows(ExecutionException.class, served::get);
            assertFalse(end.getCause() instanceof SocketTimeoutException, "the client holds the socket");
        }
    }

    private static int shakeHandsAndRead(SSLServerSocket server) throws IOException {
        try (SSLSocket accepted = (SSLSocket) server.accept()) {
            accepted.setSoTimeout(10_000);
            return accepted.getInputStream().read();
        }
    }
}
