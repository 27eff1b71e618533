package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;

/** Says with whom is not to be talked. Safe for concurrent use; may block. */
public interface AddressGuard {
    /** Lets everybody through. */
    AddressGuard NONE = (to, host) -> {};

    /**
     * Checks an address, before it is connected to and again when it is known where that leads.
     *
     * @param to the address as it was told
     * @param host its host as far as it is known: a name, or the IP address that is at the other end
     * @throws P2pdiException if nothing is to be sent there
     */
    void check(PeerAddress to, String host) throws P2pdiException;
}
