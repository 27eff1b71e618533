package io.github.p2pdi.registry;

import io.github.p2pdi.model.Peer;
import java.util.List;

/**
 * Listed peers, and the version of the registry that they are of.
 *
 * <p>Immutable.
 *
 * @param version see {@link PeerRegistry#version()}
 * @param peers in no particular order
 */
public record Listing(String version, List<Peer> peers) {
    /**
     * Copies the list.
     *
     * @param version as described above
     * @param peers as described above
     */
    public Listing {
        peers = List.copyOf(peers);
    }
}
