package io.github.p2pdi.registry;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Registration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a registration server keeps its peers. All methods together are one linearizable state machine; the rules are numbered:
 *
 * <ol>
 *   <li>A record is keyed by the host and the port of its address; the scheme is that of the last granted claim. It is active while its lease
 *       runs, else inactive: the comparison is made when it is read, so that no sweep need have run.
 *   <li>A lease runs from the last register or renewal, on the {@linkplain io.github.p2pdi.time.TimeSource#nanos() monotonic clock} of the
 *       context, from which pauses of the process are left out already. What the wall clock does is without effect.
 *   <li>An unknown address gets a new record, with a cookie that nobody can guess.
 *   <li>An active record is handed back to a claim that brings its cookie, or that comes from the source that registered it; other claims are
 *       told that it is held, and change nothing. With {@link TakeOver#COOKIE_ONLY} the source proves nothing, in rule 6 neither. What was registered with a
 *       certificate is the certificate's and not the source's: wherever and under whatever rule a claim comes with it, it counts as coming from the source.
 *   <li>Handed back by source, a claim without a wish for a lease (the base dialect) is given the old cookie; one with such a wish a new one,
 *       and the old is dead.
 *   <li>An inactive record is handed back to a claim that brings its cookie or comes from its source, as in 4 and 5; any other claim starts it
 *       afresh: new cookie, no history, the old cookie dead; but one that is {@linkplain Claim#unproven() unproven} is told that it is held.
 *   <li>Each granted claim counts as a registration for 30 days, and makes the claim's lease that of later renewals.
 *   <li>Renewal by cookie starts the lease anew, also of an inactive record. An unknown or dead cookie renews nothing.
 *   <li>Leaving by cookie makes the record inactive. The cookie stays good for renewal.
 *   <li>A record inactive for 30 days is forgotten, cookie and all. At the capacity, a new record takes the place of the one that has been
 *       inactive the longest; where all are active there is none.
 *   <li>A source has a number of records, loopback as many as it likes. At that number, a new record takes the place of the source's own that
 *       has been inactive the longest; where all of them are active, the claim is told so.
 *   <li>An active record is listed. The record of a claim that is not to be listed yet is not, until it is {@linkplain #confirm confirmed}; one that
 *       is listed stays so while it is active.
 *   <li>The version names the set of listed peers with the addresses that they are reached at. It is another whenever that changes, an end of
 *       a lease included, and the same while only times, counts and cookies do. A version of one registry is never one of another, nor of the
 *       same before a restart unless that has kept what led from there.
 *   <li>Changes lead from a version to the present one: each peer that joined, moved to another transport, left or ran out since occurs once. Where
 *       the version is unknown, or so old that what followed is not kept any more, there are none.
 *   <li>A sample is of the listed peers, each as likely as each other, none twice. It is in random order, unless
 *       there are fewer than are wanted: so the first of it are a sample, too.
 *   <li>A registry that keeps its records across restarts, or hands them to others, tells those who registered or left only when that is safe, if
 *       they wait for it: {@link #register(Claim, Consumer)} and {@link #leave(Cookie, Consumer)}. What cannot be made safe is as if it had never been asked
 *       for. A renewal waits for nothing; a record that is known again after a restart has at least as much left of its lease as it had,
 *       unless a renewal had made it active a moment before, or while nothing could be made safe: then it may be inactive again.
 * </ol>
 *
 * <p>The methods are called on threads that must not wait for long; a registry whose methods themselves wait for a disk or a network says so in
 * {@link PeerRegistryProvider#blocks()}, and is then called on others.
 *
 * <p>Safe for concurrent use.
 */
public interface PeerRegistry extends AutoCloseable {
    /**
     * Registers a peer: rules 3 to 7, 10 to 12. Where registrations are kept, this one is a moment after this returns.
     *
     * @param claim what the peer says
     * @return the registration, or why there is none
     */
    Verdict register(Claim claim);

    /**
     * Registers a peer, and says what became of it when that is safe: rule 16. Does not wait; a registry in memory answers at once.
     *
     * @param claim what the peer says
     * @param then is given the verdict once: before this returns or later, on this thread or another; it must neither block nor throw
     */
    default void register(Claim claim, Consumer<Verdict> then) {
        then.accept(register(claim));
    }

    /**
     * Renews a lease: rule 8.
     *
     * @param cookie the peer's cookie
     * @return the renewed registration, or empty if the cookie is unknown
     */
    Optional<Registration> renew(Cookie cookie);

    /**
     * Ends a lease: rule 9. Where that is kept, it is a moment after this returns.
     *
     * @param cookie the peer's cookie
     * @return whether the cookie was known
     */
    boolean leave(Cookie cookie);

    /**
     * Ends a lease, and says so when that is safe: rule 16. Does not wait; a registry in memory answers at once.
     *
     * @param cookie the peer's cookie
     * @param then is given the outcome once: before this returns or later, on this thread or another; it must neither block nor throw
     */
    default void leave(Cookie cookie, Consumer<Leave> then) {
        then.accept(leave(cookie) ? Leave.LEFT : Leave.UNKNOWN);
    }

    /**
     * Lists a record that was not to be listed yet, if it is active: rule 12. Quiet if it is listed.
     *
     * @param cookie the peer's cookie
     * @return whether the cookie was known
     */
    boolean confirm(Cookie cookie);

    /**
     * {@return whose the record of this cookie is, as {@link Claim#owner()} tells, or empty if the cookie is unknown} Renews nothing.
     *
     * @param cookie the peer's cookie
     */
    Optional<String> owner(Cookie cookie);

    /** {@return the version of what is listed now: rule 13} 1 to 64 letters, digits and minus signs; cheap, however many peers there are. */
    String version();

    /** {@return the listed peers: rules 1 and 12} */
    Listing listed();

    /**
     * {@return some of the listed peers, chosen uniformly at random, or all if there are no more: rule 15} Costs what the sample has, not what the
     * registry has.
     *
     * @param most how many at the most, at least 1
     */
    Listing sample(int most);

    /**
     * {@return what has changed since a version: rule 14; empty where that is not known, or more than is wanted: then {@link #listed()} tells} Costs what
     * has changed, not what the registry has.
     *
     * @param version any text; one that this registry gave, as a rule
     * @param most how many changes at the most; one peer's may count several times
     */
    Optional<Changes> changes(String version, int most);

    /** {@return how many peers are active, listed or not} */
    int size();

    @Override
    void close();
}
