package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** A registration server, a peer that shares a folder, and one that fetches from it: the whole in a dozen lines, those of the README. */
public final class QuickStart {
    private QuickStart() {}

    /**
     * Runs to its end by itself, in a temporary folder.
     *
     * @param args none
     * @throws Exception if anything goes wrong
     */
    public static void main(String[] args) throws Exception {
        try (TemporaryFolder folder = TemporaryFolder.create("p2pdi-quick-start-")) {
            Path rfcs = Files.createDirectory(folder.path().resolve("rfcs"));
            Files.writeString(rfcs.resolve("rfc2616.txt"), "Hypertext Transfer Protocol\r\n");
            run(rfcs, folder.path().resolve("out"));
        }
    }

    private static void run(Path rfcs, Path out) throws Exception {
        RegistrationServerConfig anyPort =
                RegistrationServerConfig.builder().port(0).build();
        try (RegistrationServer rs = P2PDI.startRegistrationServer(anyPort);
                PeerNode alice = P2PDI.startPeer(rs.address(), rfcs);
                PeerNode bob = P2PDI.startPeer(PeerConfig.builder()
                        .registrationServer(rs.address())
                        .downloads(out)
                        .build())) {
            System.out.println("alice shares " + alice.index().all());
            Path file = bob.download(2616).await(); // finds holders, streams, verifies, moves into place
            System.out.println("bob has " + Files.readString(file));
        }
    }
}
