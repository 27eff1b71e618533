package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.PeerAnswer;
import io.github.p2pdi.impl.json.PeerEntry;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who was active when a registration server was asked last, and the tag of that, so that it need tell only what has changed since.
 *
 * <p>Immutable.
 */
final class KnownPeers {
    /** Nobody, and no tag: the server tells everybody. */
    static final KnownPeers NOBODY = new KnownPeers(Optional.empty(), Map.of());

    private final Optional<String> tag;
    /** By host and port. */
    private final Map<PeerAddress, Peer> peers;

    private KnownPeers(Optional<String> tag, Map<PeerAddress, Peer> peers) {
        this.tag = tag;
        this.peers = peers;
    }

    /** The tag with its quotes; none where the server gives none. */
    Optional<String> tag() {
        return tag;
    }

    /**
     * What is known with an answer to a question that named this tag; nothing where that were too many: answer after answer could tell of others.
     *
     * @param etag the answer's
     * @param most how many may be known
     */
    Optional<KnownPeers> with(PeerAnswer answer, Optional<String> etag, int most) {
        Map<PeerAddress, Peer> now = answer.full() ? new LinkedHashMap<>() : new LinkedHashMap<>(peers);
        answer.removed().forEach(now::remove);
        for (PeerEntry entry : answer.added()) {
            now.put(key(entry.peer().address()), entry.peer());
        }
        return now.size() > most ? Optional.empty() : Optional.of(new KnownPeers(etag, now));
    }

    /** Those who are active but the one at that host and port. A server should list nobody else; what it lists is not up to us. */
    List<Peer> activeBut(PeerAddress address) {
        List<Peer> active = new ArrayList<>(peers.size());
        peers.forEach((key, peer) -> {
            if (peer.active() && !key.equals(key(address))) {
                active.add(peer);
            }
        });
        return List.copyOf(active);
    }

    private static PeerAddress key(PeerAddress address) {
        return address.scheme().equals(PeerAddress.TCP) ? address : PeerAddress.of(address.host(), address.port());
    }
}
