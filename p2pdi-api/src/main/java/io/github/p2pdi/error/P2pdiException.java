package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
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

    private final @Nullable PeerAddress peer;

    P2pdiException(@Nullable PeerAddress peer, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.peer = peer;
    }

    /** {@return the peer or registration server concerned, if there is one} */
    public final Optional<PeerAddress> peer() {
        return Optional.ofNullable(peer);
    }

    /** {@return whether the same call may succeed later, or with another peer, without anybody changing anything} */
    public abstract boolean mayRetry();
}
