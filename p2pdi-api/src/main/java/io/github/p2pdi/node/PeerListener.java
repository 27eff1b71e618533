package io.github.p2pdi.node;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.transport.Exchange;
import java.util.List;

/**
 * Is told what happens to a peer: one event after the other, in their order, and away from where they happen, so it may block. Other listeners do not wait for it.
 * What it throws is logged and goes no further; while 10,000 events wait for it, further ones are dropped, but for those of {@link #indexChanged}. New events come as new methods
 * that do nothing.
 */
public interface PeerListener {
    /** Listens to nothing. */
    PeerListener NONE = new PeerListener() {};

    /**
     * The peer has registered, for the first time, again, or with another server than before.
     *
     * @param server the registration server
     * @param self its own record there
     */
    default void registered(PeerAddress server, Peer self) {}

    /**
     * The registration is lost or could not be had: the server does not know the peer any more, or cannot be reached. The peer goes on trying, with
     * the other servers too where it has several. Renewals and registrations are told of, and not that asking who is active in the background has failed.
     *
     * @param server the registration server
     * @param cause what happened
     */
    default void registrationLost(PeerAddress server, P2pdiException cause) {}

    /**
     * The lease was renewed.
     *
     * @param server the registration server
     * @param self its own record there
     */
    default void leaseRenewed(PeerAddress server, Peer self) {}

    /**
     * The peer has left a registration server: because it was told to leave, or because it is registered with one that it prefers.
     *
     * @param server the registration server
     */
    default void left(PeerAddress server) {}

    /**
     * A registration server lists a peer that was not listed before, or not by the list before. Lists come in when the peer looks around, by itself every
     * {@link PeerConfig#refreshInterval()}, or is told to; all of the first list have joined.
     *
     * @param peer who has come, as the server lists it
     */
    default void peerJoined(Peer peer) {}

    /**
     * A peer is no longer listed that was: it has left, or its lease has run out. Where this peer has gone on to another registration server, those of the server before
     * count as listed for five minutes. Nobody has left because no server can be asked.
     *
     * @param peer who has gone
     */
    default void peerLeft(PeerAddress peer) {}

    /**
     * Records have come into the index or gone out of it, the peer's own as well: by what others tell or tell no more, by their leaving, and by time, which is noticed when the index is
     * next used. What was told again as it was is no change, whoever told it; a record that differs from before is in both lists.
     *
     * <p>Changes that happen before the listener has time for them are joined into one call, which says what they come to; none is dropped. So whoever begins with nothing, and each time takes
     * out what is removed and then puts in what is added, has what the index has. That may be ahead of other events that wait.
     *
     * @param added what the index has now and had not before, in the order of {@link RfcIndex#all()}; cannot be changed
     * @param removed what it had before and has no more, in the same order; cannot be changed
     */
    default void indexChanged(List<Rfc> added, List<Rfc> removed) {}

    /**
     * A download has changed its state.
     *
     * @param download the download; ask it for the state
     */
    default void downloadChanged(Download download) {}

    /**
     * A holder sent what it should not have, and nothing more of that document is had from it. The download goes on with others.
     *
     * @param number the document's number
     * @param holder the holder
     * @param why what it did
     */
    default void holderDropped(long number, PeerAddress holder, String why) {}

    /**
     * A document, or a part of one, is being sent. Who fetches a large one asks for many parts, and each is an upload.
     *
     * @param upload what is sent, and to whom
     */
    default void uploadStarted(Upload upload) {}

    /**
     * An upload has ended.
     *
     * @param upload equal to the one that was told of when it started, and to no other: {@link Upload#id()}
     * @param outcome how; {@link io.github.p2pdi.transport.Exchange.Outcome#SENT} if all of it has gone
     */
    default void uploadEnded(Upload upload, Exchange.Outcome outcome) {}

    /**
     * Something was refused because a limit is reached. Of each limit it is told once a second at most, however much is refused; what is refused in between is in the number that is told
     * next, and at once in {@link PeerNode#statistics()}.
     *
     * @param limit the limit
     * @param times how often since the start; never less than before
     */
    default void limitReached(Limit limit, long times) {}
}
