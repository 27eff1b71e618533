package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.EncodedPeers;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The list of all peers in one form, encoded once for all who ask. Who is on it is always exact; times and counts in it are up to a second old. The monitor
 * guards the fields; whoever finds the list outdated encodes it, and others who ask meanwhile wait for that.
 */
final class SharedList {
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private final PeerRegistry registry;
    private final TimeSource time;
    private final Function<List<Peer>, EncodedPeers> encoding;
    private @Nullable Encoded current;

    SharedList(PeerRegistry registry, TimeSource time, Function<List<Peer>, EncodedPeers> encoding) {
        this.registry = registry;
        this.time = time;
        this.encoding = encoding;
    }

    /** The list as it is now. */
    synchronized Encoded now() {
        long now = time.nanos();
        Encoded known = current;
        if (known == null || now - known.madeAt >= LONGEST_NANOS || !known.version.equals(registry.version())) {
            Listing listing = registry.listed();
            known = new Encoded(listing.version(), encoding.apply(listing.peers()), now);
            current = known;
        }
        return known;
    }

    /** Something in it has changed that its version does not tell. */
    synchronized void outdated() {
        current = null;
    }

    /** A list and the version that it is of. */
    record Encoded(String version, EncodedPeers peers, long madeAt) {}
}
