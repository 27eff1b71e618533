package io.github.p2pdi.impl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who do not keep to TLS, on either side: each gets a clear error, and nobody else notices. */
class HostileTest {
    private static final int PATIENCE_MILLIS = 10_000;

    /** The beginning of a ClientHello: a record of 512 bytes, of which no more comes. */
    private static final byte[] HALF_A_HELLO = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 1, 2, 3};

    @TempDir
    private Path folder;

    private Party party;
    private TlsConfig server;
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        party = new Party(folder);
        server = party.known(Party.SERVER).build();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        party.close();
    }

    private Socket socket(PeerAddress to) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), to.port());
        opened.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private void assertServed(PeerAddress address) throws Exception {
        assertEquals(1000, party.ask(party.trusting(), address, 1000));
    }

    /** Whatever is said before, the other side closes. */
    private static void assertClosed(Socket socket) throws IOException {
        try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // An alert, perhaps.
            }
        } catch (SocketException reset) {
            // That is closed, too.
        }
    }

    @Test
    void aThousandIdleHandshakesHoldNobodyUp() throws Exception {
        // Both wait longer than the test may take, so that whoever is held up stays so until its end.
        TransportLimits limits = TransportLimits.DEFAULT.toBuilder()
                .connections(1100)
                .handshake(Party.PATIENCE)
                .build();
        PeerAddress address = party.serve(server, limits);
        Transport asking = party.transport(party.trusting(), limits);
        for (int i = 0; i < 1000; i++) {
            Socket idle = socket(address);
            if (i % 2 == 0) {
                idle.getOutputStream().write(HALF_A_HELLO);
            }
        }
        for (int i = 0; i < 20; i++) {
            assertEquals(1000, party.ask(asking, address, 1000));
        }
    }

    @Test
    void handshakesThatDoNotEndAreEndedAtTheirDeadline() throws Exception {
        PeerAddress address = party.serve(
                server,
                TransportLimits.DEFAULT.toBuilder()
                        .handshake(Duration.ofMillis(300))
                        .firstByte(Duration.ofHours(1))
                        .build());
        Socket silent = socket(address);
        Socket half = socket(address);
        half.getOutputStream().write(HALF_A_HELLO);

        assertClosed(silent);
        assertClosed(half);
    }

    @Test
    void whoSaysNothingBehindTheHandshakeIsClosedAtTheDeadlineOfTheFirstByte() throws Exception {
        PeerAddress address = party.serve(
                server,
                TransportLimits.DEFAULT.toBuilder()
                        .handshake(Duration.ofHours(1))
                        .firstByte(Duration.ofMillis(300))
                        .build());
        try (SSLSocket silent = (SSLSocket) Contexts.of(Party.SERVER, Party.AUTHORITY)
                .getSocketFactory()
                .createSocket("127.0.0.1", address.port())) {
            silent.setSoTimeout(PATIENCE_MILLIS);
            silent.startHandshake();

            assertClosed(silent);
        }
    }

    @Test
    void aDrippingHandshakeGainsNoTime() throws Exception {
        PeerAddress address = party.serve(
                server,
                TransportLimits.DEFAULT.toBuilder()
                        .handshake(Duration.ofMillis(300))
                        .firstByte(Duration.ofHours(1))
                        .build());
        Socket dripping = socket(address);
        dripping.setSoTimeout(20);
        boolean closed = false;
        int drops = 0;
        long begun = System.nanoTime();
        while (!closed
                && System.nanoTime() - begun
                        < Duration.ofMillis(PATIENCE_MILLIS).toNanos()) {
            try {
                dripping.getOutputStream().write(HALF_A_HELLO[drops++ % HALF_A_HELLO.length]);
                closed = dripping.getInputStream().read() < 0;
            } catch (SocketTimeoutException stillOpen) {
                // The next drop.
            } catch (IOException reset) {
                closed = true;
            }
        }
        assertTrue(closed, "the connection is closed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 20_000})
    void garbageEndsItsOwnConnectionAlone(int size) throws Exception {
        PeerAddress address = party.serve(server);
        long seed = new Random().nextLong();
        byte[] garbage = new byte[size];
        new Random(seed).nextBytes(garbage);
        garbage[0] = (byte) 0x99;
        Socket socket = socket(address);
        socket.getOutputStream().write(garbage);

        assertClosed(socket);
        assertServed(address);
    }

    @Test
    void garbageInsideTlsRecordsEndsItsOwnConnectionAlone() throws Exception {
        PeerAddress address = party.serve(server);
        Socket huge = socket(address);
        huge.getOutputStream().write(new byte[] {22, 3, 1, (byte) 0xff, (byte) 0xff, 1});
        huge.getOutputStream().write(new byte[40_000]);
        Socket nonsense = socket(address);
        nonsense.getOutputStream().write(new byte[] {22, 3, 1, 0, 5, 77, 0, 0, 1, 9});

        assertClosed(huge);
        assertClosed(nonsense);
        assertServed(address);
    }

    @Test
    void aClientOfTls12IsRefused() throws Exception {
        PeerAddress address = party.serve(server);
        try (SSLSocket old = (SSLSocket) Contexts.of(Party.SERVER, Party.AUTHORITY)
                .getSocketFactory()
                .createSocket("127.0.0.1", address.port())) {
            old.setSoTimeout(PATIENCE_MILLIS);
            old.setEnabledProtocols(new String[] {"TLSv1.2"});

            SSLException refusal = assertThrows(SSLException.class, old::startHandshake);
            assertTrue(refusal.getMessage().contains("protocol_version"), refusal.getMessage());
        }
        assertServed(address);
    }

    @Test
    void aServerOfTls12IsRefused() throws Exception {
        try (SSLServerSocket old = (SSLServerSocket) Contexts.of(Party.SERVER)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            old.setEnabledProtocols(new String[] {"TLSv1.2"});
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> shakeHands(old), new NewThread());

            P2pdiException refusal = refusal(old.getLocalPort());
            assertTrue(refusal.getMessage().contains("does not speak TLS 1.3"), refusal.getMessage());
            serving.join();
        }
    }

    private static void shakeHands(SSLServerSocket server) {
        try (SSLSocket accepted = (SSLSocket) server.accept()) {
            accepted.startHandshake();
        } catch (IOException expected) {
            // The client does not want it.
        }
    }

    private P2pdiException refusal(int port) {
        return assertThrows(
                PeerUnreachableException.class,
                () -> party.transport(party.trusting())
                        .connect(new PeerAddress(PeerAddress.TLS, "127.0.0.1", port), party.soon()));
    }

    @Test
    void plainBytesOnATlsPortAreToldWhatTheyMet() throws Exception {
        PeerAddress address = party.serve(server);

        P2pdiException failure = assertThrows(
                ProtocolViolationException.class,
                () -> party.ask(party.plain(), PeerAddress.of("127.0.0.1", address.port()), 1));
        assertTrue(failure.getMessage().contains("with which TLS begins"), failure.getMessage());
        assertServed(address);
    }

    @Test
    void tlsOnAPlainPortIsToldWhatItMet() throws Exception {
        PeerAddress plain = party.plain()
                .listen(PeerAddress.of("127.0.0.1", 0), Party::greet)
                .address();

        P2pdiException failure = refusal(plain.port());
        assertTrue(failure.getMessage().contains("it does not speak TLS"), failure.getMessage());
    }

    @Test
    void aServerThatSaysNothingIsGivenUpAtTheDeadline() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PeerAddress address = new PeerAddress(PeerAddress.TLS, "127.0.0.1", mute.getLocalPort());
            P2pdiException failure = assertThrows(
                    PeerUnreachableException.class,
                    () -> party.transport(party.trusting())
                            .connect(address, party.soon().atMost(Duration.ofMillis(300))));
            assertTrue(failure.getMessage().contains("no TLS handshake in time"), failure.getMessage());
        }
    }

    /** The socket is closed and not the TLS in it, behind a body of which a part is missing, and behind a whole one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"95        HTTP/1.1 200 OK\r\nContent-Length: 56\r\n\r\nnot all", "17        HTTP/1.1 200 OK\r\n"
            })
    void whatIsCutOffNeverLooksWhole(String said) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> serving =
                    CompletableFuture.runAsync(() -> sayAndCut(listening, said), new NewThread());
            PeerAddress address = new PeerAddress(PeerAddress.TLS, "127.0.0.1", listening.getLocalPort());
            try (ClientConnection connection = party.transport(party.trusting()).connect(address, party.soon())) {
                if (said.endsWith("OK\r\n")) {
                    assertEquals(0, party.ask(connection, 1));
                    serving.join();
                } else {
                    P2pdiException cut = assertThrows(ExchangeTimeoutException.class, () -> party.ask(connection, 1));
                    assertTrue(cut.getMessage().contains("close_notify"), cut.getMessage());
                }
                assertTrue(!connection.reusable(), "reusable");
            }
        }
    }

    private static void sayAndCut(ServerSocket listening, String text) {
        try (Socket raw = listening.accept();
                SSLSocket secure =
                        (SSLSocket) Contexts.of(Party.SERVER).getSocketFactory().createSocket(raw, null, true)) {
            secure.setUseClientMode(false);
            secure.startHandshake();
            secure.getInputStream().read(new byte[1000]);
            secure.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            raw.close();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
