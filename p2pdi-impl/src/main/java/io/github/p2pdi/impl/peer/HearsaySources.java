package io.github.p2pdi.impl.peer;

import io.github.p2pdi.model.PeerAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses the few peers who are asked for hearsay, too. Each of them knows nearly all that any other could tell; to ask all would cost a network of peers who all know of
 * each other the square of what they share. The choice is drawn once and stays with those drawn while they are active, as what has changed can only be asked of the same.
 */
final class HearsaySources {
    static final int MOST = 5;

    private final long seed;

    HearsaySources(long seed) {
        this.seed = seed;
    }

    Set<PeerAddress> among(Collection<PeerAddress> active) {
        return active.stream()
                .sorted(Comparator.comparingLong(this::lot).thenComparing(PeerAddress::toString))
                .limit(MOST)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Mixed so that neighbours in any order are not neighbours here. */
    private long lot(PeerAddress peer) {
        long mixed = (peer.hashCode() ^ seed) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
