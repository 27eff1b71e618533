package io.github.p2pdi.impl.contract;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Listener;

/** Passes everything on. */
class WrappedListener implements Listener {
    private final Listener good;

    WrappedListener(Listener good) {
        this.good = good;
    }

    @Override
    public PeerAddress address() {
        return good.address();
    }

    @Override
    public void close() {
        good.close();
    }
}
