package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import org.jspecify.annotations.Nullable;

/** A listener could not be opened at an address: the port is taken, or the host is not one of this machine. Choose another; port 0 takes any. */
public final class AddressUnavailableException extends P2pdiException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param address where the listener should have been
     * @param message what was tried, what is in the way, and what to do
     * @param cause what it came from, or null
     */
    public AddressUnavailableException(PeerAddress address, String message, @Nullable Throwable cause) {
        super(address, message, cause);
    }

    /** {@return true: who has the port may let go of it, and an address of this machine may come} */
    @Override
    public boolean mayRetry() {
        return true;
    }
}
