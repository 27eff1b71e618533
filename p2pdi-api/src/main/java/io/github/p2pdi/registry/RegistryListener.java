package io.github.p2pdi.registry;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;

/**
 * Is told who joins and who goes, each once and in order. Called by whoever makes it happen, often with a lock held: it must neither block nor
 * throw, nor call the registry.
 */
public interface RegistryListener {
    /** Listens to nothing. */
    RegistryListener NONE = new RegistryListener() {};

    /**
     * A peer is listed that was not.
     *
     * @param peer the peer
     */
    default void joined(Peer peer) {}

    /**
     * A peer has left, or another has taken its place.
     *
     * @param address where it was reached
     */
    default void left(PeerAddress address) {}

    /**
     * A peer's lease has ended by itself.
     *
     * @param address where it was reached
     */
    default void expired(PeerAddress address) {}
}
