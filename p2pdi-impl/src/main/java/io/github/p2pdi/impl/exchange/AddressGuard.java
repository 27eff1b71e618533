package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;

/** Says with whom is not to be talked. Safe for concurrent use; may block. */
public interface AddressGuard {
    /** Lets everybody through. */
    AddressGuard NONE = (to, host, deadline) -> {};

    /**
     * Checks an address, before it is connected to and again when it is known where that leads.
     *
     * @param to the address as it was told
     * @param host its host as far as it is known: a name, or the IP address that is at the other end
     * @param deadline until when what else it takes is looked for
     * @throws P2pdiException if nothing is to be sent there
     */
    void check(PeerAddress to, String host, Deadline deadline) throws P2pdiException;

    /**
     * Checks where a name leads, before it is connected to. What cannot be found out by then is left to whoever connects, and is checked again afterwards.
     *
     * @param to the address as it was told
     * @param deadline until when to look
     * @throws P2pdiException if nobody is to be connected to there
     */
    default void checkName(PeerAddress to, Deadline deadline) throws P2pdiException {}
}
