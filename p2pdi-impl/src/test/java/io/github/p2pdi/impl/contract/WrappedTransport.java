package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;

/** Passes everything on: a fault overrides the one thing that it breaks. */
public class WrappedTransport implements Transport {
    private final Transport good;

    public WrappedTransport(Transport good) {
        this.good = good;
    }

    @Override
    public Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException {
        return good.listen(at, handler);
    }

    @Override
    public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
        return good.connect(to, deadline);
    }

    @Override
    public void close() {
        good.close();
    }
}
