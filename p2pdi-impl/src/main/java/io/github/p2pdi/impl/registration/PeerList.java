package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a {@code pquery} is answered with: who is active, and when to renew, where the server says so. */
record PeerList(List<Peer> peers, Optional<Duration> renewAfter) {
    /** Those who are active but the one at that host and port. A server should list nobody else; what it lists is not up to us. */
    List<Peer> activeBut(PeerAddress address) {
        return peers.stream()
                .filter(peer -> peer.active() && !isAt(peer.address(), address))
                .toList();
    }

    private static boolean isAt(PeerAddress one, PeerAddress other) {
        return one.port() == other.port() && one.host().equals(other.host());
    }
}
