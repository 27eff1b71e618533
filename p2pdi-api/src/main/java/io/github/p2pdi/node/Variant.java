package io.github.p2pdi.node;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What some holders have under the number of a document: the same bytes, as their digests say.
 *
 * <p>Immutable.
 *
 * @param sha256 the digest of all of them; absent: those that have not told one, whose bytes may differ
 * @param size the size in bytes, where the first of them that tells one does
 * @param holders who has it, the best source first; not empty
 */
public record Variant(Optional<Digest> sha256, OptionalLong size, List<PeerAddress> holders) {
    /**
     * Copies the list.
     *
     * @param sha256 as described above
     * @param size as described above
     * @param holders as described above
     */
    public Variant {
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(size, "size");
        holders = List.copyOf(Objects.requireNonNull(holders, "holders"));
    }
}
