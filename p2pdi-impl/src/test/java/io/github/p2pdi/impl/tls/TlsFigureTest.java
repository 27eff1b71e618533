package io.github.p2pdi.impl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transport beside a pair of plain SSLSockets, in turn and in one run: the same certificates, one client, the bytes from memory. */
@Tag("figure")
class TlsFigureTest {
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 10;
    private static final int MEBIBYTES = 256;
    private static final int HANDSHAKES = 400;
    private static final int MEBIBYTE = 1 << 20;
    private static final int BUFFER = 256 << 10;
    private static final Headers AS_PEERS_ASK = Headers.of(HeaderNames.ACCEPT, HeaderNames.JSON);
    private static final ByteBuffer SOME = ByteBuffer.allocate(MEBIBYTE / 8);

    @TempDir
    private Path folder;

    private Party party;
    private Transport client;
    private PeerAddress ours;
    private SSLContext context;
    private SSLServerSocket bare;

    @BeforeEach
    void open() throws Exception {
        party = new Party(folder);
        context = Contexts.of(Party.SERVER, Party.AUTHORITY);
        TlsConfig config = TlsConfig.builder().context(context).build();
        client = party.transport(config);
        ours = party.transport(config)
                .listen(new PeerAddress(PeerAddress.TLS, "127.0.0.1", 0), TlsFigureTest::serve)
                .address();
        bare = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
        bare.setEnabledProtocols(new String[] {"TLSv1.3"});
        Thread acceptor = new Thread(this::serveBare, "bare");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    @AfterEach
    void close() throws IOException {
        bare.close();
        party.close();
    }

    private static void serve(Exchange exchange) {
        int count = Integer.parseInt(exchange.request().target());
        Body body = count == 0 ? Body.of(ByteBuffer.allocate(1)) : new Body.Bytes(Collections.nCopies(count * 8, SOME));
        exchange.answer(Response.of(Status.OK, Headers.NONE, body));
    }

    private void serveBare() {
        while (!bare.isClosed()) {
            try {
                SSLSocket accepted = (SSLSocket) bare.accept();
                Thread thread = new Thread(() -> serveBare(accepted), "bare");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serveBare(SSLSocket accepted) {
        try (accepted) {
            accepted.setTcpNoDelay(true);
            int count = accepted.getInputStream().read();
            OutputStream out = accepted.getOutputStream();
            for (int i = 0; i < count * 8; i++) {
                out.write(SOME.array());
            }
            out.write(1);
        } catch (IOException gone) {
            // The client has had enough.
        }
    }

    private long oursNanos(int mebibytes) throws Exception {
        long begun = System.nanoTime();
        try (ClientConnection connection = client.connect(ours, party.soon())) {
            Request request = new Request("keepalive", Integer.toString(mebibytes), AS_PEERS_ASK);
            Incoming answer = connection.send(request, Answers.ONE, party.soon());
            ByteBuffer into = ByteBuffer.allocate(BUFFER);
            long all = 0;
            for (int read = answer.read(into); read >= 0; read = answer.read(into.clear())) {
                all += read;
            }
            assertEquals(Math.max(1L, (long) mebibytes * MEBIBYTE), all);
        }
        return System.nanoTime() - begun;
    }

    private long bareNanos(int mebibytes) throws Exception {
        long begun = System.nanoTime();
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", bare.getLocalPort())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(mebibytes);
            InputStream in = socket.getInputStream();
            byte[] into = new byte[BUFFER];
            long all = 0;
            while (all < (long) mebibytes * MEBIBYTE + 1) {
                all += in.read(into);
            }
        }
        return System.nanoTime() - begun;
    }

    /** The median of how many times as long ours takes. */
    private static double ratio(String what, int amount, Callable<Long> ours, Callable<Long> bare) throws Exception {
        double[] ratios = new double[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            double our = ours.call() / 1e9;
            double their = bare.call() / 1e9;
            System.out.printf("%s: ours %.0f a second, bare %.0f%n", what, amount / our, amount / their);
            if (i >= 0) {
                ratios[i] = our / their;
            }
        }
        Arrays.sort(ratios);
        return ratios[ROUNDS / 2];
    }

    @Test
    void aStreamIsAsFastAsThatOfBareSockets() throws Exception {
        double ratio = ratio("MiB", MEBIBYTES, () -> oursNanos(MEBIBYTES), () -> bareNanos(255));
        Figure.atMost("time-of-a-tls-stream-to-that-of-bare-SSLSockets", ratio * 255 / MEBIBYTES, 1 / 0.9, "")
                .show();
    }

    @Test
    void handshakesAreAsFastAsThoseOfBareSockets() throws Exception {
        double ratio = ratio("handshakes", HANDSHAKES, () -> many(() -> oursNanos(0)), () -> many(() -> bareNanos(0)));
        Figure.atMost("time-of-tls-handshakes-to-that-of-bare-SSLSockets", ratio, 1 / 0.9, "")
                .show();
    }

    private static long many(Callable<Long> one) throws Exception {
        long all = 0;
        for (int i = 0; i < HANDSHAKES; i++) {
            all += one.call();
        }
        return all;
    }
}
