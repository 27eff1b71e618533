package io.github.p2pdi.impl.contract;

import io.github.p2pdi.impl.tcp.TcpTransportProvider;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.DeafServer;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TransportProvider;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

class TcpTransportContractTest extends TransportContract {
    @AutoClose
    private static DeafServer deaf;

    @BeforeAll
    static void listen() throws IOException {
        deaf = DeafServer.full(DeafServer.anyPort());
    }

    @Override
    protected TransportProvider provider() {
        return new TcpTransportProvider();
    }

    @Override
    protected Optional<PeerAddress> deafAddress() throws IOException {
        return Optional.of(deaf.address(PeerAddress.TCP));
    }
}
