package io.github.p2pdi.impl.contract;

import io.github.p2pdi.Transports;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.DeafServer;
import io.github.p2pdi.testkit.TestAuthority;
import io.github.p2pdi.testkit.TestAuthority.Identity;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class TlsTransportContractTest extends TransportContract {
    private static final TestAuthority AUTHORITY = new TestAuthority("an authority");
    private static final Identity SERVER = AUTHORITY.issue("server", "127.0.0.1");

    @TempDir
    private static Path folder;

    /** The socket is connected to, and hands are never shaken. */
    @AutoClose
    private static DeafServer deaf;

    @BeforeAll
    static void listen() throws IOException {
        deaf = DeafServer.silent(DeafServer.anyPort());
    }

    @Override
    protected Optional<PeerAddress> deafAddress() throws IOException {
        return Optional.of(deaf.address(PeerAddress.TLS));
    }

    @Override
    protected TransportProvider provider() {
        try {
            return Transports.tls(TlsConfig.builder()
                    .certificate(
                            SERVER.writeCertificate(folder.resolve("cert.pem")),
                            SERVER.writeKey(folder.resolve("key.pem")))
                    .trust(AUTHORITY.write(folder.resolve("ca.pem")))
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
