package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.LowestRate;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Incoming;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A frame of an answer and those behind it, given up where next to nothing comes: whoever never falls silent would else be waited for as long as he likes. Only the time counts in
 * which bytes are waited for, as a download that is slow by its own rate, or its disk, is no fault of the other side's.
 */
final class TimedIncoming extends ForwardingIncoming {
    private final PeerAddress peer;
    private final TimeSource time;
    private final LowestRate rate = new LowestRate();

    TimedIncoming(Incoming frame, PeerAddress peer, TimeSource time) {
        super(frame);
        this.peer = peer;
        this.time = time;
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        long since = time.nanos();
        int read = frame.read(into);
        if (!rate.moved(Math.max(0, read), time.nanos() - since) && frame.isOpen()) {
            frame.close();
            throw new ExchangeTimeoutException(
                    peer,
                    peer + " sent " + rate.bytes() + " bytes in " + rate.waitedSeconds()
                            + " s; whoever sends less than " + LowestRate.BYTES_A_SECOND
                            + " a second is not waited for",
                    null);
        }
        return read;
    }

    @Override
    public Optional<Incoming> next() throws P2pdiException {
        return frame.next().map(next -> new TimedIncoming(next, peer, time));
    }
}
