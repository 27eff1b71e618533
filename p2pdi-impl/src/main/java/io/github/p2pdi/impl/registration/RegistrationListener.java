package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.util.List;

/** Is told what becomes of a peer's registrations, those with one server in order. Called while a call is under way, so it neither blocks nor throws. */
public interface RegistrationListener {
    /** The peer is registered: for the first time, again, or still, after a loss was reported that was none. */
    void registered(PeerAddress server, Peer self);

    /** The server does not know the peer, or cannot be asked; told once, until the peer is registered again. */
    void lost(PeerAddress server, P2pdiException cause);

    /** The lease was renewed. */
    void renewed(PeerAddress server, Peer self);

    /** The server has said which peers but this one are active. */
    void listed(PeerAddress server, List<Peer> active);

    /** The server knows that the peer has left. */
    void left(PeerAddress server);
}
