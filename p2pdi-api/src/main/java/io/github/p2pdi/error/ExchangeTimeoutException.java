package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import org.jspecify.annotations.Nullable;

/** The answer did not come in time, or the connection broke before it was whole: whether the other side acted on the request is not known. */
public final class ExchangeTimeoutException extends P2pdiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param peer the peer or registration server concerned
     * @param message what was tried, what was seen, what was the limit
     * @param cause what it came from, or null
     */
    public ExchangeTimeoutException(PeerAddress peer, String message, @Nullable Throwable cause) {
        super(peer, message, cause);
    }

    /** {@return true, unless {@link #wasInterrupted()}} */
    @Override
    public boolean mayRetry() {
        return !wasInterrupted();
    }
}
