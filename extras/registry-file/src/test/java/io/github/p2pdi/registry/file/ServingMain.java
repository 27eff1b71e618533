package io.github.p2pdi.registry.file;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import java.nio.file.Path;

/** A registration server that keeps its peers in a folder; prints its port, and runs until it is killed. */
final class ServingMain {
    private ServingMain() {}

    public static void main(String[] args) throws Exception {
        try (RegistrationServer server = P2PDI.startRegistrationServer(RegistrationServerConfig.builder()
                .bind(PeerAddress.of("127.0.0.1", 0))
                .registry(Path.of(args[0]).toUri())
                .build())) {
            System.out.println(server.address().port());
            server.awaitClosed();
        }
    }
}
