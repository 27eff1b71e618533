package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A frame that is another one, but for what is done differently. */
public abstract class ForwardingIncoming implements Incoming {
    /** The other one. */
    protected final Incoming frame;

    protected ForwardingIncoming(Incoming frame) {
        this.frame = frame;
    }

    @Override
    public final ResponseHead head() {
        return frame.head();
    }

    @Override
    public final long size() {
        return frame.size();
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        return frame.read(into);
    }

    @Override
    public Optional<Incoming> next() throws P2pdiException {
        return frame.next();
    }

    @Override
    public final boolean isOpen() {
        return frame.isOpen();
    }

    @Override
    public void close() {
        frame.close();
    }
}
