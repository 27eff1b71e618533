package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The other side understood the request and answered it with a status that is not a success. */
public sealed class RequestRefusedException extends P2pdiException
        permits DocumentNotFoundException, NotRegisteredException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable Duration retryAfter;

    /**
     * Makes one.
     *
     * @param peer who refused, or null where several did
     * @param status the status of the answer
     * @param message what was asked, and what came back
     * @param retryAfter what the answer said of when to come again, or null
     */
    public RequestRefusedException(
            @Nullable PeerAddress peer, Status status, String message, @Nullable Duration retryAfter) {
        super(peer, message, null);
        this.status = status.code();
        this.retryAfter = retryAfter;
    }

    /** {@return the status of the answer} */
    public final Status status() {
        return new Status(status);
    }

    /** {@return how long to wait before asking again, where the answer said so} */
    public final Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** {@return whether the status is one that passes: 408, 409, 429 or 5xx other than 505} */
    @Override
    public boolean mayRetry() {
        return status == 408 || status == 409 || status == 429 || (status >= 500 && status != 505);
    }
}
