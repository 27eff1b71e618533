package io.github.p2pdi.registry;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.util.List;

/**
 * What leads from one version of a registry to another. Whoever takes out {@code removed} and then puts in {@code added}, which replaces by host
 * and port, has the peers listed in {@code version}. No address occurs twice.
 *
 * <p>Immutable.
 *
 * @param version the version that is reached; see {@link PeerRegistry#version()}
 * @param added who is listed now and was not, or not like that
 * @param removed who is listed no more
 */
public record Changes(String version, List<Peer> added, List<PeerAddress> removed) {
    /**
     * Copies the lists.
     *
     * @param version as described above
     * @param added as described above
     * @param removed as described above
     */
    public Changes {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }
}
