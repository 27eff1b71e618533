package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.EncodedPeers;

/** A list of peers as it was at one time, for all who ask then. Safe for concurrent use. */
final class EncodedList extends RevocableBytes {
    private final String version;
    private final EncodedPeers peers;
    private final long madeAt;
    private final long costNanos;

    /** {@code costNanos} is how long it took to make. */
    EncodedList(String version, EncodedPeers peers, long madeAt, long costNanos) {
        super(peers.bytes());
        this.version = version;
        this.peers = peers;
        this.madeAt = madeAt;
        this.costNanos = costNanos;
    }

    /** The version of the registry that it is of. */
    String version() {
        return version;
    }

    EncodedPeers peers() {
        return peers;
    }

    long madeAt() {
        return madeAt;
    }

    long costNanos() {
        return costNanos;
    }
}
