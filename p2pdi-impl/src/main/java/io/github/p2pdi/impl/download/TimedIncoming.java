package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a holder sends, given up where that is next to nothing: one that never falls silent would else be waited for as long as it likes. Only the time counts in
 * which bytes are waited for, as a download that is slow by its own rate, or its disk, is no fault of the holder's.
 */
final class TimedIncoming implements Incoming {
    private static final long LOWEST_BYTES_A_SECOND = 240;
    private static final long LOOK_EVERY_SECONDS = 10;
    private static final long GRACE_SECONDS = 5;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Incoming body;
    private final PeerAddress holder;
    private final TimeSource time;
    private long lookAfterNanos = (GRACE_SECONDS + LOOK_EVERY_SECONDS) * SECOND_NANOS;
    private long waitedNanos;
    private long bytes;

    TimedIncoming(Incoming body, PeerAddress holder, TimeSource time) {
        this.body = body;
        this.holder = holder;
        this.time = time;
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
        waitedNanos += time.nanos() - since;
        bytes += Math.max(0, read);
        if (waitedNanos >= lookAfterNanos && body.isOpen()) {
            look();
        }
        return read;
    }

    private void look() throws ExchangeTimeoutException {
        if (bytes < LOWEST_BYTES_A_SECOND * LOOK_EVERY_SECONDS) {
            body.close();
            throw new ExchangeTimeoutException(
                    holder,
                    holder + " sent " + bytes + " bytes in " + waitedNanos / SECOND_NANOS
                            + " s; whoever sends less than " + LOWEST_BYTES_A_SECOND + " a second is not waited for",
                    null);
        }
        lookAfterNanos = LOOK_EVERY_SECONDS * SECOND_NANOS;
        waitedNanos = 0;
        bytes = 0;
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
