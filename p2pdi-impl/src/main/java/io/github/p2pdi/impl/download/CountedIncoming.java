package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A frame whose bytes are counted as they come. */
final class CountedIncoming implements Incoming {
    private final Incoming frame;
    private final LongAdder received;

    CountedIncoming(Incoming frame, LongAdder received) {
        this.frame = frame;
        this.received = received;
    }

    @Override
    public ResponseHead head() {
        return frame.head();
    }

    @Override
    public long size() {
        return frame.size();
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        int read = frame.read(into);
        received.add(Math.max(0, read));
        return read;
    }

    @Override
    public Optional<Incoming> next() throws P2pdiException {
        return frame.next();
    }

    @Override
    public boolean isOpen() {
        return frame.isOpen();
    }

    @Override
    public void close() {
        frame.close();
    }
}
