package io.github.p2pdi.impl.registration;

import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is sent of a registry. Whoever is sent something long reads from it for as long as that takes, and keeps its bytes from being freed; so it can be
 * {@linkplain #revoke revoked}. Safe for concurrent use.
 */
class RevocableBytes {
    /** Shorter answers are in the network's hands soon. */
    private static final int LONG_BYTES = 256 << 10;

    private final int bytes;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    /** Of so many bytes in all. */
    RevocableBytes(int bytes) {
        this.bytes = bytes;
    }

    /** How many there are in all. */
    final int bytes() {
        return bytes;
    }

    /** Whether somebody is being sent something long of it. */
    final boolean isBeingRead() {
        return !readers.isEmpty();
    }

    /** Cuts short all long answers that it is still sent in: they let its memory go, and their connections are closed. */
    final void revoke() {
        revoked = true;
        readers.forEach(Reader::letGo);
    }

    /** A body of pieces of it. */
    final Body body(List<ByteBuffer> pieces) {
        Body.Bytes all = new Body.Bytes(pieces);
        if (all.size() < LONG_BYTES) {
            return all;
        }
        Reader reader = new Reader(all, readers);
        readers.add(reader);
        if (revoked) {
            reader.letGo();
        }
        return new Body.Slice(reader, 0, all.size());
    }

    /** Knows nothing of what it reads from but the pieces. */
    private static final class Reader implements Content {
        private final Set<Reader> readers;
        private final long size;
        private volatile List<ByteBuffer> pieces;

        Reader(Body.Bytes all, Set<Reader> readers) {
            this.readers = readers;
            size = all.size();
            pieces = all.buffers();
        }

        void letGo() {
            pieces = List.of();
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            List<ByteBuffer> left = pieces;
            if (left.isEmpty()) {
                throw new IOException("the list was sent for so long that others were waiting for its memory");
            }
            long skip = position;
            for (ByteBuffer piece : left) {
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
            readers.remove(this);
        }
    }
}
