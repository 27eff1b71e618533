package io.github.p2pdi.impl.contract;

import io.github.p2pdi.impl.tcp.TcpTransportProvider;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TransportProvider;

class TcpTransportContractTest extends TransportContract {
    @Override
    protected TransportProvider provider() {
        return new TcpTransportProvider();
    }
}
