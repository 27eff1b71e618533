package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.EncodedPeers;
import io.github.p2pdi.impl.runtime.Revocable;
import io.github.p2pdi.wire.Body;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A list of peers as it was at one time, for all who ask then. Safe for concurrent use.
 */
final class EncodedList {
    private final String version;
    private final EncodedPeers peers;
    private final long madeAt;
    private final long costNanos;
    private final Revocable revocable = new Revocable();

    /** {@code costNanos} is how long it took to make. */
    EncodedList(String version, EncodedPeers peers, long madeAt, long costNanos) {
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

    /** What it is sent as. */
    Revocable revocable() {
        return revocable;
    }

    /** A body of pieces of it. */
    Body body(List<ByteBuffer> pieces) {
        return revocable.body(new Body.Bytes(pieces));
    }
}
