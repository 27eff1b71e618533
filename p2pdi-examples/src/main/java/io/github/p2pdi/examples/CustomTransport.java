package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.transport.TransportProvider;
import java.nio.file.Files;
import java.nio.file.Path;

/** The library on a transport that it does not know: byte streams of one's own, here {@link PlainSockets}, are all it takes. */
public final class CustomTransport {
    private CustomTransport() {}

    /**
     * Runs to its end by itself, in a temporary folder.
     *
     * @param args none
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("p2pdi-custom-transport-")) {
            Path rfcs = Files.createDirectory(folder.path().resolve("rfcs"));
            Files.writeString(rfcs.resolve("rfc2616.txt"), "Hypertext Transfer Protocol\r\n");
            run(rfcs, folder.path().resolve("out"));
        }
    }

    private static void run(Path rfcs, Path out) throws Exception {
        TransportProvider plain = Transports.over("plain", new PlainSockets("plain"));
        RegistrationServerConfig server =
                RegistrationServerConfig.builder().transport(plain).port(0).build();

        try (RegistrationServer rs = P2PDI.startRegistrationServer(server);
                PeerNode alice = P2PDI.startPeer(peer(plain, rs).share(rfcs).build());
                PeerNode bob = P2PDI.startPeer(peer(plain, rs).downloads(out).build())) {
            System.out.println("bob has " + bob.download(2616).await() + " from " + alice.address());
        }
    }

    private static PeerConfig.Builder peer(TransportProvider transport, RegistrationServer rs) {
        return PeerConfig.builder().transport(transport).registrationServer(rs.address());
    }
}
