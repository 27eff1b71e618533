package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.tls.TlsTransportProvider;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The transports of a node, each for the addresses of its scheme. TLS to others is always there, and is made when it is first needed. The monitor guards the map. */
final class NodeTransport implements Transport {
    private final TransportContext context;
    private final Closer closer = new Closer();
    private final Map<String, Transport> byScheme = new LinkedHashMap<>();

    NodeTransport(List<TransportProvider> providers, TransportContext context) {
        this.context = context;
        boolean whole = false;
        try {
            providers.forEach(this::add);
            whole = true;
        } finally {
            if (!whole) {
                closer.close();
            }
        }
    }

    private void add(TransportProvider provider) {
        byScheme.put(provider.scheme(), closer.add(provider.create(context)));
    }

    /** Whether an address is of a scheme that can be reached. */
    synchronized boolean canReach(PeerAddress address) {
        return address.scheme().equals(PeerAddress.TLS) || byScheme.containsKey(address.scheme());
    }

    @Override
    public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
        Transport transport = of(at.scheme());
        if (transport == null) {
            throw new IllegalArgumentException(missing(at));
        }
        return transport.listen(at, handler);
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
        Transport transport = of(to.scheme());
        if (transport == null) {
            throw new PeerUnreachableException(to, "cannot reach " + missing(to), null);
        }
        return transport.connect(to, deadline);
    }

    private synchronized @Nullable Transport of(String scheme) {
        if (scheme.equals(PeerAddress.TLS) && !byScheme.containsKey(scheme)) {
            add(new TlsTransportProvider());
        }
        return byScheme.get(scheme);
    }

    private synchronized String missing(PeerAddress address) {
        Set<String> schemes = new TreeSet<>(byScheme.keySet());
        schemes.add(PeerAddress.TLS);
        return address + ": this node was not set up for " + address.scheme() + ", but for "
                + String.join(", ", schemes);
    }

    @Override
    public void close() {
        closer.close();
    }
}
