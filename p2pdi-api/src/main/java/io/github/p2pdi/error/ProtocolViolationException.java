package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import org.jspecify.annotations.Nullable;

/** The other side broke the message format or a limit. Its answer was dropped; asking the same peer again is unlikely to help. */
public final class ProtocolViolationException extends P2pdiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param peer the peer or registration server concerned
     * @param message what was tried, what was seen, what was the limit
     * @param cause what it came from, or null
     */
    public ProtocolViolationException(PeerAddress peer, String message, @Nullable Throwable cause) {
        super(peer, message, cause);
    }

    @Override
    public boolean mayRetry() {
        return false;
    }
}
