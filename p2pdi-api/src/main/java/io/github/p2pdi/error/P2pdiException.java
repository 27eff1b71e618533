package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something failed between us and another machine, or on our own disk. The message says what was tried, with whom, what was seen and what was
 * the limit.
 */
public abstract sealed class P2pdiException extends IOException
        permits AddressUnavailableException,
                ExchangeTimeoutException,
                IntegrityException,
                PeerUnreachableException,
                ProtocolViolationException,
                RequestRefusedException,
                StorageException {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST_CAUSE = 100;

    private final @Nullable PeerAddress peer;

    P2pdiException(@Nullable PeerAddress peer, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.peer = peer;
    }

    /** {@return the peer or registration server concerned, if there is one} */
    public final Optional<PeerAddress> peer() {
        return Optional.ofNullable(peer);
    }

    /**
     * {@return whether the thread that waited was interrupted: one of the exceptions that this came from says so} Its interrupt status is still set. Until that is cleared
     * every other call that waits ends like this one, so {@link #mayRetry()} is false.
     */
    public final boolean wasInterrupted() {
        Throwable from = getCause();
        // Causes come from foreign code too, which may have made a ring of them.
        for (int depth = 0; from != null && depth < DEEPEST_CAUSE; depth++) {
            if (isInterrupt(from)) {
                return true;
            }
            from = from.getCause();
        }
        return false;
    }

    private static boolean isInterrupt(Throwable cause) {
        return cause instanceof InterruptedException
                || cause instanceof ClosedByInterruptException
                || (cause instanceof InterruptedIOException && !(cause instanceof SocketTimeoutException));
    }

    /** {@return whether the same call may succeed later, or with another peer, without anybody changing anything} */
    public abstract boolean mayRetry();
}
