package io.github.p2pdi.impl;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;

/** A transport without a node around it: closing it closes all that it runs on. */
final class LoneTransport implements Transport {
    private final NodeRuntime runtime;

    LoneTransport(NodeRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
        return runtime.transport().listen(at, handler);
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
        return runtime.transport().connect(to, deadline);
    }

    @Override
    public void close() {
        runtime.close();
    }
}
