package io.github.p2pdi.node;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A peer's dealings with its registration server. Between {@link #register()} and {@link #leave()} it renews the lease by itself at a third of
 * what was granted, ± 10 %, and registers again when the server does not know the cookie any more. All calls block, for as long as
 * {@link PeerConfig#callTimeout()} at the most.
 *
 * <p>Safe for concurrent use.
 */
public interface RegistrationClient {
    /** {@return the registration server's address} */
    PeerAddress server();

    /** {@return the registration that runs, if one does} */
    Optional<Registration> registration();

    /** {@return what became of it so far} */
    RegistrationStatistics statistics();

    /**
     * Registers, or registers again, and begins to renew.
     *
     * @return what was granted
     * @throws P2pdiException if the server cannot be reached or refuses: {@link io.github.p2pdi.error.RequestRefusedException} with status 409
     *     where somebody else holds the address
     */
    Registration register() throws P2pdiException;

    /**
     * Renews the lease now.
     *
     * @return what is granted
     * @throws P2pdiException if the server cannot be reached, or {@link io.github.p2pdi.error.NotRegisteredException}
     */
    Registration keepalive() throws P2pdiException;

    /**
     * Asks who is active, which renews the lease too.
     *
     * @return the active peers but this one
     * @throws P2pdiException if the server cannot be reached, or {@link io.github.p2pdi.error.NotRegisteredException}
     */
    List<Peer> activePeers() throws P2pdiException;

    /**
     * Leaves, and renews no more. Quiet where nothing is registered.
     *
     * @throws P2pdiException if the server cannot be told; the lease then runs out by itself
     */
    void leave() throws P2pdiException;

    /**
     * Leaves as {@link #leave()} does, within a time of the caller's choice: for those who are about to end anyway.
     *
     * @param longest how long it may take in all, waiting for a call that is under way included
     * @throws P2pdiException if the server cannot be told in time; the lease then runs out by itself
     */
    void leave(Duration longest) throws P2pdiException;
}
