package io.github.p2pdi.impl.contract;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Passes everything on. */
class WrappedIncoming implements Incoming {
    private final Incoming good;

    WrappedIncoming(Incoming good) {
        this.good = good;
    }

    @Override
    public ResponseHead head() {
        return good.head();
    }

    @Override
    public long size() {
        return good.size();
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        return good.read(into);
    }

    @Override
    public Optional<Incoming> next() throws P2pdiException {
        return good.next();
    }

    @Override
    public boolean isOpen() {
        return good.isOpen();
    }

    @Override
    public void close() {
        good.close();
    }
}
