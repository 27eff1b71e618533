package io.github.p2pdi.impl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are larger than what they are read into, and come byte by byte, as on a network they come in pieces. */
class RecordsInPiecesTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int REQUESTS = 300;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Party party;
    private PeerAddress relay;

    @BeforeEach
    void open() throws Exception {
        party = new Party(folder);
        PeerAddress server = party.serve(party.known(Party.SERVER).build());
        ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        opened.add(listening);
        relay = new PeerAddress(PeerAddress.TLS, "127.0.0.1", listening.getLocalPort());
        ExecutorService threads = Executors.newCachedThreadPool();
        opened.add(threads::shutdownNow);
        threads.submit(() -> {
            Socket client = opened(listening.accept());
            Socket there = opened(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            threads.submit(() -> pass(client, there));
            return pass(there, client);
        });
    }

    private synchronized Socket opened(Socket socket) throws IOException {
        opened.add(socket);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static boolean pass(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] some = new byte[8192];
        for (int count = in.read(some); count >= 0; count = in.read(some)) {
            for (int i = 0; i < count; i++) {
                out.write(some[i]);
            }
        }
        to.shutdownOutput();
        return true;
    }

    @AfterEach
    synchronized void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        party.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8_000, 16_000, 17_000, 100_000})
    void aClientReadsThem(int size) throws Exception {
        assertEquals(size, party.ask(party.trusting(), relay, size));
    }

    @Test
    void aServerReadsThem() throws Exception {
        SSLContext context = Contexts.of(Party.SERVER, Party.AUTHORITY);
        try (SSLSocket client =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), relay.port())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            String request = "keepalive 10 HTTP/1.1\r\nAccept: application/json\r\n\r\n";
            String frame = "%-10d%s".formatted(request.length(), request);
            client.getOutputStream().write(frame.repeat(REQUESTS).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < REQUESTS; i++) {
                byte[] length = client.getInputStream().readNBytes(10);
                int size = Integer.parseInt(new String(length, StandardCharsets.US_ASCII).strip());
                byte[] answer = client.getInputStream().readNBytes(size);
                assertTrue(new String(answer, StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200 OK"));
            }
        }
    }
}
