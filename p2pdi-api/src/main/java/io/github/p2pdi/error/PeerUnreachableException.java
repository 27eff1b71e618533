package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import org.jspecify.annotations.Nullable;

/** No connection could be had: nothing was sent, so trying again is safe. Check the address, and whether the other side runs. */
public final class PeerUnreachableException extends P2pdiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param peer the peer or registration server concerned
     * @param message what was tried, what was seen, what was the limit
     * @param cause what it came from, or null
     */
    public PeerUnreachableException(PeerAddress peer, String message, @Nullable Throwable cause) {
        super(peer, message, cause);
    }

    /** {@return true, unless {@link #wasInterrupted()}} */
    @Override
    public boolean mayRetry() {
        return !wasInterrupted();
    }
}
