package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.LowestRate;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a holder sends, given up where that is next to nothing: one that never falls silent would else be waited for as long as it likes. Only the time counts in
 * which bytes are waited for, as a download that is slow by its own rate, or its disk, is no fault of the holder's.
 */
final class TimedIncoming implements Incoming {
    private final Incoming body;
    private final PeerAddress holder;
    private final TimeSource time;
    private final LongAdder received;
    private final LowestRate rate = new LowestRate();

    /** Makes one; {@code received} counts the bytes that come. */
    TimedIncoming(Incoming body, PeerAddress holder, TimeSource time, LongAdder received) {
        this.body = body;
        this.holder = holder;
        this.time = time;
        this.received = received;
    }

    @Override
    public ResponseHead head() {
        return body.head();
    }

    @Override
    public long size() {
        return body.size();
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        long since = time.nanos();
        int read = body.read(into);
        received.add(Math.max(0, read));
        if (!rate.moved(Math.max(0, read), time.nanos() - since) && body.isOpen()) {
            body.close();
            throw new ExchangeTimeoutException(
                    holder,
                    holder + " sent " + rate.bytes() + " bytes in " + rate.waitedSeconds()
                            + " s; whoever sends less than " + LowestRate.BYTES_A_SECOND
                            + " a second is not waited for",
                    null);
        }
        return read;
    }

    @Override
    public Optional<Incoming> next() throws P2pdiException {
        return body.next();
    }

    @Override
    public boolean isOpen() {
        return body.isOpen();
    }

    @Override
    public void close() {
        body.close();
    }
}
