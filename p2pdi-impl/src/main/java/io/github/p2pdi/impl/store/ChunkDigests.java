package io.github.p2pdi.impl.store;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests a document as it is read from its beginning to its end: the whole, and each chunk. One thread at a time. */
public final class ChunkDigests {
    private final long size;
    private final long chunkSize;
    private final MessageDigest whole = sha256();
    private final MessageDigest chunk = sha256();
    private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
    private long seen;

    /** For a document of that size. */
    public ChunkDigests(long size) {
        this.size = size;
        this.chunkSize = Manifest.chunkSizeFor(size);
    }

    /** A digest that every JDK has. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds all that is left in the buffer. */
    void add(ByteBuffer bytes) {
        if (size <= chunkSize) {
            // The one chunk is the whole.
            seen += bytes.remaining();
            whole.update(bytes);
            return;
        }
        whole.update(bytes.duplicate());
        while (bytes.hasRemaining()) {
            int now = (int) Math.min(bytes.remaining(), chunkSize - seen % chunkSize);
            chunk.update(bytes.slice(bytes.position(), now));
            bytes.position(bytes.position() + now);
            seen += now;
            if (seen % chunkSize == 0 || seen == size) {
                digests.writeBytes(chunk.digest());
            }
        }
    }

    /** What came of it, once all bytes have been added. */
    Manifest manifest() {
        if (seen != size) {
            throw new IllegalStateException(seen + " of " + size + " bytes were digested");
        }
        byte[] sha256 = whole.digest();
        if (size > 0 && size <= chunkSize) {
            digests.writeBytes(sha256);
        }
        return new Manifest(Digest.of(sha256), size, chunkSize, digests.toByteArray());
    }
}
