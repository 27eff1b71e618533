package io.github.p2pdi.node;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A peer's dealings with its registration servers. Between {@link #register()} and {@link #leave()} it renews the lease by itself at a third of
 * what was granted, ± 10 %, and registers again when the server does not know the cookie any more. All calls block, for as long as
 * {@link PeerConfig#callTimeout()} at the most.
 *
 * <p>Where it has several servers, it is registered with one of them at a time:
 *
 * <ol>
 *   <li>Their order is the preference. The first that answers is used; until then, {@link #server()} is the preferred one.
 *   <li>A server has failed when it cannot be reached, does not answer in time, answers against the protocol, or with a status that says that it cannot
 *       serve. The others are then tried at once, in their order and in what time the same call has left; so it is with a renewal, long before the
 *       lease ends. When all have failed, the peer goes round again by itself, after 1 s and then ever less often, up to every 120 s.
 *   <li>A server that does not know the cookie has not failed: the peer registers with it again. Nor has one that refuses this very peer (403, 409 or
 *       429 to {@code register}, as where somebody else holds the address): that is told, and no other server is tried, which could not make it
 *       right.
 *   <li>A server that is busy (503 with {@code Retry-After}) has not failed while the peer is registered with it or registers by itself: it comes again
 *       when it was told to, for as long as a third of the lease that is asked for and a minute at the most, and only then goes on to the others.
 *       {@link #register()} does not wait, nor does {@link #activePeers()} before any of them has said who is active.
 *   <li>While it is registered with one that it does not prefer, it tries the preferred ones every three minutes, ± 20 %. It registers there first and
 *       then leaves the other, so it is registered all the time. If that one fails again within the hour, it waits twice as long the next time, up to
 *       an hour.
 *   <li>Each server has its own cookie and its own lease. {@link #leave()} leaves every server where a lease may still run.
 * </ol>
 *
 * <p>An interrupt ends what a call waits for, with a {@link P2pdiException} that {@linkplain P2pdiException#wasInterrupted() was interrupted}. What the server did is not known;
 * it has not failed, and no other is tried. The thread's interrupt status stays set, and until it is cleared calling again ends the same way. Renewals go on in the background.
 *
 * <p>Safe for concurrent use.
 */
public interface RegistrationClient {
    /** {@return the address of the registration server that is in use now} */
    PeerAddress server();

    /** {@return the registration that runs with {@link #server()}, if one does} */
    Optional<Registration> registration();

    /** {@return what became of it so far} */
    RegistrationStatistics statistics();

    /**
     * What each registration server said last of who is active, the newest first; empty where none was asked yet. Asks nobody, so it is there when no
     * server can be asked.
     *
     * @return the lists, one a server at the most, and their ages
     */
    List<PeerListing> lastListings();

    /**
     * Registers, or registers again, and begins to renew.
     *
     * @return what was granted
     * @throws P2pdiException if no server can be reached, or one refuses: {@link io.github.p2pdi.error.RequestRefusedException} with status 409 where
     *     somebody else holds the address. It tells of the one that refused this very peer, else of the server that was asked first; what became of
     *     the others is suppressed in it
     * @throws IllegalStateException if the peer is closed
     */
    Registration register() throws P2pdiException;

    /**
     * Renews the lease now.
     *
     * @return what is granted
     * @throws P2pdiException if no server can be reached, or {@link io.github.p2pdi.error.NotRegisteredException}
     * @throws IllegalStateException if the peer is closed
     */
    Registration keepalive() throws P2pdiException;

    /**
     * Asks who is active, which renews the lease too.
     *
     * @return the active peers but this one
     * @throws P2pdiException if no server can be reached, or {@link io.github.p2pdi.error.NotRegisteredException}; {@link #lastListings()} has what was
     *     known before
     * @throws IllegalStateException if the peer is closed
     */
    List<Peer> activePeers() throws P2pdiException;

    /**
     * Leaves, and renews no more. Quiet where nothing is registered.
     *
     * @throws P2pdiException if the server that is in use cannot be told; the lease then runs out by itself, as one does with a server that was used
     *     before and cannot be told
     */
    void leave() throws P2pdiException;

    /**
     * Leaves as {@link #leave()} does, within a time of the caller's choice: for those who are about to end anyway.
     *
     * @param longest how long it may take in all, waiting for a call that is under way included
     * @throws P2pdiException if the server that is in use cannot be told in time; the lease then runs out by itself
     */
    void leave(Duration longest) throws P2pdiException;
}
