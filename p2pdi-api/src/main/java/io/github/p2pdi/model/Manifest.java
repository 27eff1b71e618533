package io.github.p2pdi.model;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The digests of a document's chunks, by which each is checked as it arrives (protocol, part 2, rfcmanifest). All chunks have the same size but the
 * last, which has what is left; an empty document has none.
 *
 * <p>Immutable.
 */
public final class Manifest {
    /** The size of the smallest chunks, in bytes: {@value}. */
    public static final long SMALLEST_CHUNK = 128 << 10;

    /** The size of the largest chunks, in bytes: {@value}. */
    public static final long LARGEST_CHUNK = 16 << 20;

    private static final int USUALLY_FEWER_THAN = 2000;
    private static final int DIGEST_BYTES = 32;

    private final Digest sha256;
    private final long size;
    private final long chunkSize;
    private final byte[] digests;

    /**
     * Makes one.
     *
     * @param sha256 the digest of the whole document
     * @param size its size in bytes
     * @param chunkSize the size of a chunk in bytes
     * @param digests the SHA-256 of each chunk, 32 bytes each, one after the other; copied
     * @throws IllegalArgumentException if there are not as many digests as a document of this size has chunks
     */
    public Manifest(Digest sha256, long size, long chunkSize, byte[] digests) {
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(digests, "digests");
        if (size < 0
                || chunkSize < 1
                || digests.length % DIGEST_BYTES != 0
                || digests.length / DIGEST_BYTES != chunks(size, chunkSize)) {
            throw new IllegalArgumentException("a document of " + size + " bytes in chunks of " + chunkSize
                    + " does not have " + digests.length + " bytes of digests");
        }
        this.sha256 = sha256;
        this.size = size;
        this.chunkSize = chunkSize;
        this.digests = digests.clone();
    }

    /**
     * {@return the size of the chunks that a document is described in: 128 KiB, doubled until it has fewer than 2000 of them, at most 16 MiB}
     *
     * @param size the document's size in bytes
     */
    public static long chunkSizeFor(long size) {
        long chunk = SMALLEST_CHUNK;
        while (chunks(size, chunk) >= USUALLY_FEWER_THAN && chunk < LARGEST_CHUNK) {
            chunk *= 2;
        }
        return chunk;
    }

    private static long chunks(long size, long chunkSize) {
        return size / chunkSize + (size % chunkSize == 0 ? 0 : 1);
    }

    /** {@return the digest of the whole document} */
    public Digest sha256() {
        return sha256;
    }

    /** {@return the size of the document in bytes} */
    public long size() {
        return size;
    }

    /** {@return the size of a chunk in bytes} */
    public long chunkSize() {
        return chunkSize;
    }

    /** {@return how many chunks there are} */
    public int chunks() {
        return digests.length / DIGEST_BYTES;
    }

    /**
     * {@return the digest of a chunk}
     *
     * @param chunk its number, from 0
     */
    public Digest chunk(int chunk) {
        return new Digest(HexFormat.of().formatHex(digests, chunk * DIGEST_BYTES, (chunk + 1) * DIGEST_BYTES));
    }

    /**
     * {@return whether this is the digest of a chunk}
     *
     * @param chunk its number, from 0
     * @param digest 32 bytes
     */
    public boolean matches(int chunk, byte[] digest) {
        return Arrays.equals(digests, chunk * DIGEST_BYTES, (chunk + 1) * DIGEST_BYTES, digest, 0, digest.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that
                && sha256.equals(that.sha256)
                && size == that.size
                && chunkSize == that.chunkSize
                && Arrays.equals(digests, that.digests);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode() * 31 + Long.hashCode(chunkSize);
    }

    /** {@return the digest of the whole and the number of chunks} */
    @Override
    public String toString() {
        return sha256 + " in " + chunks() + " chunks of " + chunkSize;
    }
}
