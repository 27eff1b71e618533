package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import org.jspecify.annotations.Nullable;

/** What a peer sent is not the document that was meant: its size or digest differs. Nothing of it stands under the final name; another holder may have it right. */
public final class IntegrityException extends P2pdiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param peer the peer or registration server concerned
     * @param message what was tried, what was seen, what was the limit
     * @param cause what it came from, or null
     */
    public IntegrityException(PeerAddress peer, String message, @Nullable Throwable cause) {
        super(peer, message, cause);
    }

    @Override
    public boolean mayRetry() {
        return true;
    }
}
