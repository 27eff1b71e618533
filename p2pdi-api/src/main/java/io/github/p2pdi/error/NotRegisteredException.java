package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;

/** The registration server does not know the peer's cookie, or the peer has not registered. Register (again); peers of this library do so by themselves. */
public final class NotRegisteredException extends RequestRefusedException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param registrationServer who was asked
     * @param message what was asked, and what came back
     */
    public NotRegisteredException(PeerAddress registrationServer, String message) {
        super(registrationServer, Status.FORBIDDEN, message, null);
    }
}
