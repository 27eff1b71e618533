package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What many may be sent. Whoever is sent a long body of it reads from it for as long as that takes, and keeps its memory from being freed; so it can be
 * {@linkplain #revoke revoked}. Safe for concurrent use.
 */
public final class Revocable {
    /** Shorter bodies are in the network's hands soon. */
    private static final int LONG_BYTES = 256 << 10;

    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private volatile boolean revoked;

    /** Whether somebody is being sent a long body of it. */
    public boolean isBeingRead() {
        return !readers.isEmpty();
    }

    /** Cuts short all long bodies that are still being sent: they let their memory go, and their connections are closed. */
    public void revoke() {
        revoked = true;
        readers.forEach(Reader::letGo);
    }

    /** The same body, of memory and nothing else; if it is long it counts as being read until it is closed. */
    public Body body(Body of) {
        if (of.size() < LONG_BYTES) {
            return of;
        }
        Reader reader = new Reader(of, readers);
        readers.add(reader);
        if (revoked) {
            reader.letGo();
        }
        return new Body.Slice(reader, 0, of.size());
    }

    /** Knows nothing of what it is of but the body, so that nothing else is held by whoever reads. */
    private static final class Reader implements Content {
        private final Set<Reader> readers;
        private final long size;
        private volatile @Nullable Body body;

        Reader(Body body, Set<Reader> readers) {
            this.readers = readers;
            this.body = body;
            size = body.size();
        }

        void letGo() {
            body = null;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            Body left = body;
            if (left == null) {
                throw new IOException("it was sent for so long that others were waiting for its memory");
            }
            return left instanceof Body.Slice slice
                    ? slice.content().read(into, slice.offset() + position)
                    : copy((Body.Bytes) left, into, position);
        }

        private static int copy(Body.Bytes bytes, ByteBuffer into, long position) {
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
            readers.remove(this);
        }
    }
}
