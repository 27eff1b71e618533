package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.LeaseTerms;
import java.time.Duration;

/** How a program of your own runs a registration server. */
public final class RegistrationServerMain {
    private RegistrationServerMain() {}

    /**
     * Serves until the JVM is told to end.
     *
     * @param args the port to listen on; without it, the usual one
     * @throws Exception if the server cannot start, for instance because the port is taken
     */
    public static void main(String[] args) throws Exception {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : RegistrationServerConfig.DEFAULT_PORT;
        RegistrationServerConfig config = RegistrationServerConfig.builder()
                .port(port)
                .leases(LeaseTerms.of(Duration.ofMinutes(10)))
                .build();

        try (RegistrationServer server = P2PDI.startRegistrationServer(config)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            System.out.println("registration server listening on " + server.address());

            // The library's threads are daemons: something has to wait, or the program would end here.
            server.awaitClosed();
        }
    }
}
