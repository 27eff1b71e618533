package io.github.p2pdi.impl.streams;

import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;

/** Makes a whole transport of any byte streams. */
public final class StreamTransportProvider implements TransportProvider {
    private final String scheme;
    private final ByteStreams streams;

    public StreamTransportProvider(String scheme, ByteStreams streams) {
        this.scheme = scheme;
        this.streams = streams;
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public Transport create(TransportContext context) {
        return new StreamTransport(scheme, streams, context);
    }
}
