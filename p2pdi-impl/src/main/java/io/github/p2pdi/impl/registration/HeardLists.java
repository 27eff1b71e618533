package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerListing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What a server has said of who is active: as of when it need tell what has changed, and what to go by when it cannot be asked. Safe for concurrent use. */
final class HeardLists {
    private final AtomicReference<KnownPeers> known = new AtomicReference<>(KnownPeers.NOBODY);
    private volatile @Nullable Heard last;

    /** What is known, for a question about what has changed since. Whatever goes wrong from here on, the next question is for everybody. */
    KnownPeers take() {
        return known.getAndSet(KnownPeers.NOBODY);
    }

    /** Keeps what is known now; gives those of them who are active but the one at that address. */
    List<Peer> keep(KnownPeers now, PeerAddress self, long nanos) {
        List<Peer> active = now.activeBut(self);
        known.set(now);
        last = new Heard(active, nanos);
        return active;
    }

    /** Who was active when the server was asked last. */
    Optional<PeerListing> last(PeerAddress server, long nanos) {
        Heard heard = last;
        return heard == null
                ? Optional.empty()
                : Optional.of(
                        new PeerListing(server, heard.active(), Duration.ofNanos(Math.max(0, nanos - heard.nanos()))));
    }

    private record Heard(List<Peer> active, long nanos) {}
}
