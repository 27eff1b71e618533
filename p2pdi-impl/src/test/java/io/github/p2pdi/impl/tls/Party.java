package io.github.p2pdi.impl.tls;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.TestAuthority;
import io.github.p2pdi.testkit.TestAuthority.Identity;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Who takes part in a test of TLS: an authority, files for those whom it has certified, and what they have opened. */
final class Party implements AutoCloseable {
    static final TestAuthority AUTHORITY = new TestAuthority("an authority");
    static final Identity SERVER = AUTHORITY.issue("server", "localhost", "127.0.0.1");
    /** More than anything takes on a machine that is busy with something else. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Closer closer = new Closer();
    private final SystemTime time = closer.add(new SystemTime());
    private final Path folder;

    Party(Path folder) {
        this.folder = folder;
    }

    TlsConfig.Builder known(Identity as) throws IOException {
        Path own = Files.createTempDirectory(folder, "identity");
        return TlsConfig.builder()
                .certificate(as.writeCertificate(own.resolve("cert.pem")), as.writeKey(own.resolve("key.pem")));
    }

    TlsConfig trusting() throws IOException {
        return TlsConfig.builder().trust(trust(AUTHORITY)).build();
    }

    Path trust(TestAuthority authority) throws IOException {
        return authority.write(Files.createTempFile(folder, "trust", ".pem"));
    }

    Transport transport(TlsConfig config) throws P2pdiException {
        return transport(config, TransportLimits.DEFAULT);
    }

    Transport transport(TlsConfig config, TransportLimits limits) throws P2pdiException {
        return closer.add(P2PDI.openTransport(
                PeerConfig.builder().tls(config).limits(limits).build()));
    }

    Transport plain() throws P2pdiException {
        return closer.add(P2PDI.openTransport(PeerConfig.defaults()));
    }

    /** Where a server listens that says how many bytes the target names. */
    PeerAddress serve(TlsConfig config) throws P2pdiException {
        return serve(config, TransportLimits.DEFAULT);
    }

    PeerAddress serve(TlsConfig config, TransportLimits limits) throws P2pdiException {
        PeerAddress any = new PeerAddress(PeerAddress.TLS, "127.0.0.1", 0);
        Listener listener = transport(config, limits).listen(any, Party::greet);
        return closer.add(listener).address();
    }

    static void greet(Exchange exchange) {
        byte[] body = new byte[Integer.parseInt(exchange.request().target())];
        exchange.answer(Response.of(Status.OK, Headers.NONE, Body.of(ByteBuffer.wrap(body))));
    }

    Deadline soon() {
        return Deadline.in(time, PATIENCE);
    }

    /** How many bytes a client gets that asks for so many. */
    int ask(TlsConfig config, PeerAddress server, int bytes) throws P2pdiException {
        return ask(transport(config), server, bytes);
    }

    int ask(Transport client, PeerAddress server, int bytes) throws P2pdiException {
        try (ClientConnection connection = client.connect(server, soon())) {
            return ask(connection, bytes);
        }
    }

    int ask(ClientConnection connection, int bytes) throws P2pdiException {
        Request request = new Request("keepalive", Integer.toString(bytes), Headers.NONE);
        Incoming answer = connection.send(request, Answers.ONE, soon());
        ByteBuffer into = ByteBuffer.allocate(50_000);
        int all = 0;
        for (int read = answer.read(into); read >= 0; read = answer.read(into.clear())) {
            all += read;
        }
        return all;
    }

    @Override
    public void close() {
        closer.close();
    }
}
