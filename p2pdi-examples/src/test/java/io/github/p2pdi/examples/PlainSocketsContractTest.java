package io.github.p2pdi.examples;

import io.github.p2pdi.Transports;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.DeafServer;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** The example of a transport of one's own keeps what every transport keeps. */
class PlainSocketsContractTest extends TransportContract {
    @AutoClose
    private static DeafServer deaf;

    @BeforeAll
    static void listen() throws IOException {
        deaf = DeafServer.full(DeafServer.anyPort());
    }

    @Override
    protected TransportProvider provider() {
        return Transports.over("plain", new PlainSockets("plain"));
    }

    @Override
    protected Optional<PeerAddress> deafAddress() throws IOException {
        return Optional.of(deaf.address("plain"));
    }
}
