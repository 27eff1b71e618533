package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;

/** The default transport, found by its scheme. */
public final class TcpTransportProvider implements TransportProvider {
    @Override
    public String scheme() {
        return PeerAddress.TCP;
    }

    @Override
    public Transport create(TransportContext context) {
        return new TcpTransport(context);
    }
}
