package io.github.p2pdi.impl.memory;

import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.impl.runtime.OpenParts;
import io.github.p2pdi.impl.streams.StreamClientConnection;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import java.io.IOException;

/** One node's way into a network inside this JVM. */
final class MemoryTransport implements Transport {
    private final InMemoryNetwork network;
    private final TransportContext context;
    private final OpenParts open = new OpenParts();

    MemoryTransport(InMemoryNetwork network, TransportContext context) {
        this.network = network;
        this.context = context;
    }

    @Override
    public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
        checkScheme(at);
        try {
            open.checkOpen();
            return open.add(
                    network.bind(at, address -> new MemoryListener(network, address, context, handler, open::remove)));
        } catch (IOException e) {
            throw new AddressUnavailableException(at, "cannot listen at " + at + ": " + e.getMessage(), e);
        }
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
        checkScheme(to);
        if (deadline.hasPassed()) {
            throw new PeerUnreachableException(to, "cannot reach " + to + ": no time is left", null);
        }
        try {
            open.checkOpen();
            return open.add(new StreamClientConnection(context, network.connect(to, context.time()), to, open::remove));
        } catch (IOException e) {
            throw new PeerUnreachableException(to, "cannot reach " + to + ": " + e.getMessage(), e);
        }
    }

    private static void checkScheme(PeerAddress address) {
        if (!address.scheme().equals(InMemoryNetwork.SCHEME)) {
            throw new IllegalArgumentException(
                    "this transport serves " + InMemoryNetwork.SCHEME + "://, not " + address);
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
