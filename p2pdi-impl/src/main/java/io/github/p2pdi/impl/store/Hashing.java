package io.github.p2pdi.impl.store;

import io.github.p2pdi.model.Manifest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The digests of the documents on a shelf, and of their chunks. Safe for concurrent use. */
final class Hashing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hashing.class);

    /** Enough for some hundred thousand documents of usual sizes. */
    private static final long MANIFEST_BYTES = 32 << 20;

    private final Shelf shelf;
    private final Hasher hasher = new Hasher();
    private final Manifests manifests = new Manifests(MANIFEST_BYTES);

    Hashing(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The digests of a document's chunks, if they are known. */
    Optional<Manifest> manifest(StoredFile file) {
        return file.document().sha256().flatMap(sha256 -> manifests.get(file.number(), sha256));
    }

    /** Hashes a document that is not hashed yet; whether its digest is new. */
    boolean hash(StoredFile file) {
        if (manifest(file).isPresent()) {
            return false;
        }
        Optional<Manifest> manifest = digests(file);
        manifest.ifPresent(found -> manifests.put(file.number(), found));
        return !file.hasDigest()
                && manifest.isPresent()
                && shelf.replace(file, file.with(manifest.get().sha256()));
    }

    private Optional<Manifest> digests(StoredFile file) {
        try {
            return hasher.digests(file);
        } catch (IOException e) {
            LOG.warn("document {} has no digest: {}", file.number(), Reason.of(e));
            return Optional.empty();
        }
    }

    /** These numbers are other documents now. */
    void forget(Set<Long> numbers) {
        numbers.forEach(manifests::remove);
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
