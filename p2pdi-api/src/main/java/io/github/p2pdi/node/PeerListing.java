package io.github.p2pdi.node;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a registration server said last of who is active, and how long ago that was. Those in it were active then; whoever has ended, or come, since
 * is not known. What the records say of time, as {@link Peer#ttl()}, is as it was then.
 *
 * <p>Immutable.
 *
 * @param server the registration server that said it
 * @param peers the active peers but this one
 * @param age how long ago
 */
public record PeerListing(PeerAddress server, List<Peer> peers, Duration age) {
    /**
     * Copies the list.
     *
     * @param server as described above
     * @param peers as described above
     * @param age as described above
     */
    public PeerListing {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(age, "age");
        peers = List.copyOf(Objects.requireNonNull(peers, "peers"));
    }
}
