package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Incoming;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The first frame of an answer, which has a time by which all of it must be here: the connection is closed then, under whoever waits for more. A frame that follows is not held to that time. The
 * monitor guards the ends: once this is over, the connection may be in the hands of the next call.
 */
final class ControlAnswer extends ForwardingIncoming {
    private final ClientConnection connection;
    private final CallTime time;
    private final Watchdog watchdog;
    private long came;
    private boolean over;
    private boolean late;

    ControlAnswer(Incoming frame, ClientConnection connection, CallTime time) {
        super(frame);
        this.connection = connection;
        this.time = time;
        watchdog = new Watchdog(time.by().time(), this::expire);
        if (frame.size() > 0) {
            watchdog.arm(time.by().atNanos());
        }
    }

    @Override
    public int read(ByteBuffer into) throws P2pdiException {
        int read;
        try {
            read = frame.read(into);
        } catch (P2pdiException e) {
            throw isLate() ? tooLate(e) : e;
        }
        came += Math.max(0, read);
        if (came >= size()) {
            end();
        }
        return read;
    }

    @Override
    public Optional<Incoming> next() throws P2pdiException {
        end();
        return frame.next();
    }

    /** Nothing happens to the connection by itself any more. */
    void end() {
        watchdog.close();
        synchronized (this) {
            over = true;
        }
    }

    @Override
    public void close() {
        end();
        frame.close();
    }

    private synchronized void expire() {
        if (!over) {
            late = true;
            connection.close();
        }
    }

    private synchronized boolean isLate() {
        return late;
    }

    private ExchangeTimeoutException tooLate(P2pdiException cause) {
        return new ExchangeTimeoutException(
                connection.remote(),
                connection.remote() + " sent " + came + " of the " + size() + " bytes of its answer in the "
                        + time.whole().toSeconds() + " s that this may take",
                cause);
    }
}
