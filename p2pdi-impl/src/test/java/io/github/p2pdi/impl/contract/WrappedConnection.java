package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.Request;

/** Passes everything on. */
public class WrappedConnection implements ClientConnection {
    private final ClientConnection good;

    public WrappedConnection(ClientConnection good) {
        this.good = good;
    }

    @Override
    public PeerAddress remote() {
        return good.remote();
    }

    @Override
    public PeerAddress local() {
        return good.local();
    }

    @Override
    public Incoming send(Request request, Answers expected, Deadline deadline) throws P2pdiException {
        return good.send(request, expected, deadline);
    }

    @Override
    public boolean reusable() {
        return good.reusable();
    }

    @Override
    public void close() {
        good.close();
    }
}
