package io.github.p2pdi.impl.unix;

import io.github.p2pdi.impl.streams.StreamTransportProvider;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;

/** Sockets in the file system, found by their scheme. */
public final class UnixTransportProvider implements TransportProvider {
    @Override
    public String scheme() {
        return PeerAddress.UNIX;
    }

    @Override
    public Transport create(TransportContext context) {
        return new StreamTransportProvider(scheme(), new UnixStreams(context.time())).create(context);
    }
}
