package io.github.p2pdi.impl.contract;

import io.github.p2pdi.Transports;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TransportProvider;

class MemoryTransportContractTest extends TransportContract {
    @Override
    protected TransportProvider provider() {
        return Transports.memory();
    }
}
