package io.github.p2pdi.node;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;

/**
 * Is told what happens at a registration server: one event after the other, in their order, and away from where they happen, so it may block. Other listeners do not
 * wait for it. What it throws is logged and goes no further; while 10,000 events wait for it, further ones are dropped. New events come as new methods that do nothing.
 */
public interface RegistrationServerListener {
    /** Listens to nothing. */
    RegistrationServerListener NONE = new RegistrationServerListener() {};

    /**
     * A peer is listed that was not: it is new, or has come back.
     *
     * @param peer the peer
     */
    default void peerJoined(Peer peer) {}

    /**
     * A peer has left.
     *
     * @param address where it was reached
     */
    default void peerLeft(PeerAddress address) {}

    /**
     * The lease of a peer has ended; told within a second or two of it.
     *
     * @param address where it was reached
     */
    default void peerExpired(PeerAddress address) {}

    /**
     * Somebody was not registered: the address is held by another (409) or not one he may claim (403), or a limit is reached (429, 507).
     *
     * @param address what he wanted to register
     * @param source where he came from
     * @param status what he was answered
     */
    default void registrationRefused(PeerAddress address, String source, Status status) {}

    /**
     * An address has sent too many wrong cookies, and is answered 429 for a while. Told once until it has calmed down.
     *
     * @param source where they came from
     */
    default void guessingThrottled(String source) {}

    /**
     * A connection was refused because a limit is reached. Of each limit it is told once a second at most, however many are refused; what is refused in between is in the number that is
     * told next, and at once in {@link RegistrationServer#statistics()}. Registrations for which there is no room are told of by {@link #registrationRefused}.
     *
     * @param limit the limit
     * @param times how often since the start; never less than before
     */
    default void limitReached(Limit limit, long times) {}
}
