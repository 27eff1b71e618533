package io.github.p2pdi.impl.memory;

import io.github.p2pdi.impl.conversation.Admission;
import io.github.p2pdi.impl.conversation.Ending;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import java.net.ConnectException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Serves the connections that are opened to one address. */
final class MemoryListener implements Listener {
    private final InMemoryNetwork network;
    private final PeerAddress address;
    private final TransportContext context;
    private final ExchangeHandler handler;
    private final Consumer<AutoCloseable> onClose;
    private final Admission admission;
    private final Set<MemoryConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    MemoryListener(
            InMemoryNetwork network,
            PeerAddress address,
            TransportContext context,
            ExchangeHandler handler,
            Consumer<AutoCloseable> onClose) {
        this.network = network;
        this.address = address;
        this.context = context;
        this.handler = handler;
        this.onClose = onClose;
        admission = new Admission(context, Integer.MAX_VALUE);
    }

    @Override
    public PeerAddress address() {
        return address;
    }

    /** Begins to serve what comes through a pipe. */
    void accept(MemoryPipe in, MemoryPipe out, PeerAddress client) throws ConnectException {
        if (closed) {
            throw new ConnectException("nobody listens there");
        }
        Remote remote = new Remote(client, Remote.LOOPBACK);
        Admission.Place place = admission.admit(remote);
        MemoryConnection connection = new MemoryConnection(context, handler, remote, in, out, ended -> {
            connections.remove(ended);
            place.close();
        });
        connections.add(connection);
        connection.open(place.isGranted());
        if (closed) {
            connection.shutDown();
        }
    }

    /** Ends all connections now. */
    void breakOff() {
        connections.forEach(MemoryConnection::close);
    }

    @Override
    public void close() {
        closed = true;
        network.free(this);
        Ending.endAll(connections);
        onClose.accept(this);
    }
}
