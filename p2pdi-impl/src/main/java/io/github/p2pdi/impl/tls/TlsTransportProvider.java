package io.github.p2pdi.impl.tls;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.streams.StreamTransportProvider;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.io.UncheckedIOException;

/** TLS over TCP, found by its scheme. */
public final class TlsTransportProvider implements TransportProvider {
    private final TlsConfig config;

    /** Of a client without a certificate, that trusts whom the JDK trusts. */
    public TlsTransportProvider() {
        this(TlsConfig.defaults());
    }

    public TlsTransportProvider(TlsConfig config) {
        this.config = config;
    }

    @Override
    public String scheme() {
        return PeerAddress.TLS;
    }

    @Override
    public Transport create(TransportContext context) {
        TlsContexts contexts = contexts(context);
        return new StreamTransportProvider(scheme(), new TlsStreams(config, contexts, context)).create(context);
    }

    private TlsContexts contexts(TransportContext context) {
        try {
            return new TlsContexts(config, context.time());
        } catch (StorageException e) {
            throw new UncheckedIOException(e);
        }
    }
}
