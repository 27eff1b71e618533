package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.transport.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All of it under TLS, with the certificates of a throw-away authority: a node that has one listens by TLS, and whom it trusts it reaches. */
public final class TlsExample {
    private TlsExample() {}

    /**
     * Runs to its end by itself, in a temporary folder.
     *
     * @param args none
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("p2pdi-tls-")) {
            Path rfcs = Files.createDirectory(folder.path().resolve("rfcs"));
            Files.writeString(rfcs.resolve("rfc2616.txt"), "Hypertext Transfer Protocol\r\n");
            Path keys = Files.createDirectory(folder.path().resolve("keys"));
            try (TemporaryFolder work = TemporaryFolder.create("p2pdi-tls-")) {
                ThrowAwayAuthority authority = new ThrowAwayAuthority(work);
                authority.create();
                authority.issue("node", List.of());
                authority.moveInto(keys);
            }
            run(keys, rfcs, folder.path().resolve("out"));
        }
    }

    private static void run(Path keys, Path rfcs, Path out) throws Exception {
        TlsConfig tls = TlsConfig.builder()
                .certificate(keys.resolve("node.pem"), keys.resolve("node-key.pem"))
                .trust(keys.resolve("ca.pem"))
                .build();
        RegistrationServerConfig server =
                RegistrationServerConfig.builder().tls(tls).port(0).build();

        try (RegistrationServer rs = P2PDI.startRegistrationServer(server);
                PeerNode alice = P2PDI.startPeer(peer(tls, rs).share(rfcs).build());
                PeerNode bob = P2PDI.startPeer(peer(tls, rs).downloads(out).build())) {
            System.out.println("bob has " + bob.download(2616).await() + " from " + alice.address());
        }
    }

    private static PeerConfig.Builder peer(TlsConfig tls, RegistrationServer rs) {
        return PeerConfig.builder().tls(tls).registrationServer(rs.address());
    }
}
