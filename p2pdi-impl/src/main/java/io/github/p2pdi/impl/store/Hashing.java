package io.github.p2pdi.impl.store;

import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The digests of the documents on a shelf, and of their chunks. A document whose manifest had to make room is hashed again when that is asked for, but all of them together
 * no faster than {@link #AGAIN_BYTES_A_SECOND}: else some short requests, of anybody, would have the disk read without end. Safe for concurrent use.
 */
final class Hashing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hashing.class);

    /** Enough for some hundred thousand documents of usual sizes. */
    private static final long MANIFEST_BYTES = 32 << 20;

    /** A small part of what a disk gives, or a processor digests. */
    static final int AGAIN_BYTES_A_SECOND = 32 << 20;

    private static final double NANOS_A_BYTE = (double) TimeUnit.SECONDS.toNanos(1) / AGAIN_BYTES_A_SECOND;

    private final Shelf shelf;
    private final TimeSource time;
    private final Optional<DigestCache> cache;
    private final Hasher hasher = new Hasher();
    private final Manifests manifests;
    private final Set<Long> hashed = ConcurrentHashMap.newKeySet();
    private final Complaints complaints = new Complaints();
    private volatile long nextAgainNanos;

    Hashing(Shelf shelf, TimeSource time, Optional<DigestCache> cache) {
        this(shelf, time, cache, new Manifests(MANIFEST_BYTES));
    }

    Hashing(Shelf shelf, TimeSource time, Optional<DigestCache> cache, Manifests manifests) {
        this.shelf = shelf;
        this.time = time;
        this.cache = cache;
        this.manifests = manifests;
        nextAgainNanos = time.nanos();
    }

    /** The digests of a document's chunks, if they are known. */
    Optional<Manifest> manifest(StoredFile file) {
        return file.document()
                .sha256()
                .flatMap(sha256 -> manifests.get(file.number(), sha256).or(() -> ofOneChunk(file, sha256)));
    }

    /** A document of one chunk has the digest of that, so its manifest takes no room. */
    private static Optional<Manifest> ofOneChunk(StoredFile file, Digest sha256) {
        long size = file.document().size();
        long chunkSize = Manifest.chunkSizeFor(size);
        return size == 0 || size > chunkSize
                ? Optional.empty()
                : Optional.of(
                        new Manifest(sha256, size, chunkSize, HexFormat.of().parseHex(sha256.hex())));
    }

    /** Hashes a document that is not hashed yet, or may be again; whether its digest is new. */
    boolean hash(StoredFile file) {
        if (manifest(file).isPresent()) {
            return false;
        }
        if (hashed.add(file.number())) {
            return hashNow(file);
        }
        if (time.nanos() - nextAgainNanos < 0) {
            return false;
        }
        boolean isNew = hashNow(file);
        nextAgainNanos = time.nanos() + (long) (file.stamp().size() * NANOS_A_BYTE);
        return isNew;
    }

    private boolean hashNow(StoredFile file) {
        Instant begun = time.now();
        Optional<Manifest> manifest = digests(file);
        manifest.ifPresent(found -> {
            if (found.chunks() != 1) {
                manifests.put(file.number(), found);
            }
            cache.ifPresent(kept -> kept.put(file, begun, found.sha256()));
        });
        // What the cache said is not the last word.
        Optional<Digest> sha256 = manifest.map(Manifest::sha256);
        return sha256.isPresent()
                && !sha256.equals(file.document().sha256())
                && shelf.replace(file, file.with(sha256.get()));
    }

    /** Whether a document is being read at present. */
    boolean isReading() {
        return hasher.isReading();
    }

    private Optional<Manifest> digests(StoredFile file) {
        try {
            return hasher.digests(file);
        } catch (IOException e) {
            String reason = Reason.of(e);
            if (complaints.isNew(file.number(), reason)) {
                LOG.warn("document {} has no digest: {}", file.number(), reason);
            }
            return Optional.empty();
        }
    }

    /** These numbers are other documents now. */
    void forget(Set<Long> numbers) {
        numbers.forEach(manifests::remove);
        hashed.removeAll(numbers);
        complaints.forget(numbers);
    }

    @Override
    public void close() {
        manifests.clear();
        try {
            hasher.close();
        } catch (IOException e) {
            LOG.debug("could not close the file that was being hashed", e);
        }
    }
}
