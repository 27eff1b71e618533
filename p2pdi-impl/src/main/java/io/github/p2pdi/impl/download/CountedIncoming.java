package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.ForwardingIncoming;
import io.github.p2pdi.transport.Incoming;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/** A frame whose bytes are counted as they come. */
final class CountedIncoming extends ForwardingIncoming {
    private final LongAdder received;

    CountedIncoming(Incoming frame, LongAdder received) {
        super(frame);
        this.received = received;
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        int read = frame.read(into);
        received.add(Math.max(0, read));
        return read;
    }
}
