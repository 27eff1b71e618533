package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;

/** What else can be done when a server has failed. */
@FunctionalInterface
interface Fallback {
    /** A beat has failed, and that was told; returns whether the keeper is to try no more, as the peer is elsewhere now. May block. */
    boolean takesOver(LeaseKeeper failed, P2pdiException cause);
}
