package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.wire.MessageCodec;
import java.nio.file.Files;
import java.nio.file.Path;

/** The library with messages in a form that it does not know, here {@link BinaryCodec}. */
public final class CustomCodec {
    private CustomCodec() {}

    /**
     * Runs to its end by itself, in a temporary folder.
     *
     * @param args none
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("p2pdi-custom-codec-")) {
            Path rfcs = Files.createDirectory(folder.path().resolve("rfcs"));
            Files.writeString(rfcs.resolve("rfc2616.txt"), "Hypertext Transfer Protocol\r\n");
            run(new BinaryCodec(), rfcs, folder.path().resolve("out"));
        }
    }

    private static void run(MessageCodec codec, Path rfcs, Path out) throws Exception {
        RegistrationServerConfig server =
                RegistrationServerConfig.builder().codec(codec).port(0).build();

        try (RegistrationServer rs = P2PDI.startRegistrationServer(server);
                PeerNode alice = P2PDI.startPeer(peer(codec, rs).share(rfcs).build());
                PeerNode bob = P2PDI.startPeer(peer(codec, rs).downloads(out).build())) {
            System.out.println("bob has " + bob.download(2616).await() + " from " + alice.address());
        }
    }

    private static PeerConfig.Builder peer(MessageCodec codec, RegistrationServer rs) {
        return PeerConfig.builder().codec(codec).registrationServer(rs.address());
    }
}
