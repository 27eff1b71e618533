package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.EncodedPeers;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A list of peers as it was at one time, for all who ask then. Whoever is sent a long one reads from it for as long as that takes, and keeps its bytes from
 * being freed; so it can be {@linkplain #revoke revoked}. Safe for concurrent use.
 */
final class EncodedList {
    /** Shorter answers are in the network's hands soon. */
    private static final int LONG_BYTES = 256 << 10;

    private final String version;
    private final EncodedPeers peers;
    private final long madeAt;
    private final long costNanos;
    private final AtomicInteger readers = new AtomicInteger();
    private volatile boolean revoked;

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

    /** Whether somebody is being sent it. */
    boolean isBeingRead() {
        return readers.get() > 0;
    }

    /** Cuts short all answers that it is still sent in: their connections are closed. */
    void revoke() {
        revoked = true;
    }

    /** A body of pieces of it. */
    Body body(List<ByteBuffer> pieces) {
        Body.Bytes bytes = new Body.Bytes(pieces);
        return bytes.size() < LONG_BYTES ? bytes : new Body.Slice(new Reader(bytes), 0, bytes.size());
    }

    private final class Reader implements Content {
        private final Body.Bytes bytes;
        private boolean closed;

        Reader(Body.Bytes bytes) {
            this.bytes = bytes;
            readers.incrementAndGet();
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            if (revoked) {
                throw new IOException("the list was sent for so long that others were waiting for its memory");
            }
            long skip = position;
            for (ByteBuffer piece : bytes.buffers()) {
                if (skip < piece.remaining()) {
                    int count = Math.min(piece.remaining() - (int) skip, into.remaining());
                    into.put(into.position(), piece, piece.position() + (int) skip, count);
                    into.position(into.position() + count);
                    return count;
                }
                skip -= piece.remaining();
            }
            return -1;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                readers.decrementAndGet();
            }
        }
    }
}
