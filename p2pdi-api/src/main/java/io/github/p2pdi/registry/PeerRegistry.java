package io.github.p2pdi.registry;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.Registration;
import java.util.List;
import java.util.Optional;

/**
 * Where a registration server keeps its peers. All methods together are one linearizable state machine; the rules are numbered:
 *
 * <ol>
 *   <li>A record is keyed by the host and the port of its address; the scheme is that of the last granted claim. It is active while its lease
 *       runs, else inactive: the comparison is made when it is read, so that no sweep need have run.
 *   <li>A lease runs from the last register or renewal, on a monotonic clock. What the wall clock does is without effect.
 *   <li>An unknown address gets a new record, with a cookie that nobody can guess.
 *   <li>An active record is handed back to a claim that brings its cookie, or that comes from the source that registered it; other claims are
 *       told that it is held, and change nothing.
 *   <li>Handed back by source, a claim without a wish for a lease (the base dialect) is given the old cookie; one with such a wish a new one,
 *       and the old is dead.
 *   <li>An inactive record is handed back to a claim that brings its cookie or comes from its source, as in 4 and 5; any other claim starts it
 *       afresh: new cookie, no history, the old cookie dead.
 *   <li>Each granted claim counts as a registration for 30 days, and makes the claim's lease that of later renewals.
 *   <li>Renewal by cookie starts the lease anew, also of an inactive record. An unknown or dead cookie renews nothing.
 *   <li>Leaving by cookie makes the record inactive. The cookie stays good for renewal.
 *   <li>A record inactive for 30 days is forgotten, cookie and all.
 * </ol>
 *
 * <p>Safe for concurrent use.
 */
public interface PeerRegistry extends AutoCloseable {
    /**
     * Registers a peer: rules 3 to 7.
     *
     * @param claim what the peer says
     * @return the registration, or why there is none
     */
    Verdict register(Claim claim);

    /**
     * Renews a lease: rule 8.
     *
     * @param cookie the peer's cookie
     * @return the registration, or empty if the cookie is unknown
     */
    Optional<Registration> renew(Cookie cookie);

    /**
     * Ends a lease: rule 9.
     *
     * @param cookie the peer's cookie
     * @return whether the cookie was known
     */
    boolean leave(Cookie cookie);

    /** {@return the active peers, in no particular order: rule 1} */
    List<Peer> active();

    @Override
    void close();
}
