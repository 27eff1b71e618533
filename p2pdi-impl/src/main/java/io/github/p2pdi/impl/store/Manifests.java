package io.github.p2pdi.impl.store;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The manifests that were asked for or made last, within a budget; what is out is made again when it is asked for. Its monitor guards all. */
final class Manifests {
    private static final int DIGEST_BYTES = 32;
    /** What an entry takes besides its digests, about. */
    private static final int ENTRY_BYTES = 256;

    private final long budget;
    private final Map<Long, Manifest> byNumber = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Manifests(long budget) {
        this.budget = budget;
    }

    synchronized void put(long number, Manifest manifest) {
        remove(number);
        byNumber.put(number, manifest);
        bytes += cost(manifest);
        Iterator<Manifest> oldest = byNumber.values().iterator();
        while (bytes > budget && byNumber.size() > 1) {
            bytes -= cost(oldest.next());
            oldest.remove();
        }
    }

    /** The manifest of a document that has this digest. */
    synchronized Optional<Manifest> get(long number, Digest sha256) {
        return Optional.ofNullable(byNumber.get(number))
                .filter(manifest -> manifest.sha256().equals(sha256));
    }

    synchronized void remove(long number) {
        Manifest gone = byNumber.remove(number);
        bytes -= gone == null ? 0 : cost(gone);
    }

    synchronized void clear() {
        byNumber.clear();
        bytes = 0;
    }

    private static long cost(Manifest manifest) {
        return ENTRY_BYTES + (long) DIGEST_BYTES * manifest.chunks();
    }
}
