package io.github.p2pdi.examples;

import io.github.p2pdi.Transports;
import io.github.p2pdi.testkit.TransportContract;
import io.github.p2pdi.transport.TransportProvider;

/** The example of a transport of one's own keeps what every transport keeps. */
class PlainSocketsContractTest extends TransportContract {
    @Override
    protected TransportProvider provider() {
        return Transports.over("plain", new PlainSockets("plain"));
    }
}
