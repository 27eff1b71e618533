package io.github.p2pdi.node;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Rfc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A document that was looked for, with all who hold it.
 *
 * <p>Immutable.
 *
 * @param number the document's number
 * @param title what its best source calls it
 * @param variants what the holders have under this number: one where all have the same bytes; that of most holders first, of equally many that of
 *     the best source
 */
public record FoundDocument(long number, String title, List<Variant> variants) {
    /**
     * Copies the list.
     *
     * @param number as described above
     * @param title as described above
     * @param variants as described above
     */
    public FoundDocument {
        Objects.requireNonNull(title, "title");
        variants = List.copyOf(Objects.requireNonNull(variants, "variants"));
    }

    /**
     * {@return the document that records are of}
     *
     * @param records all of one number, the best source first; not empty
     */
    public static FoundDocument of(List<Rfc> records) {
        Map<Optional<Digest>, List<Rfc>> byDigest = new LinkedHashMap<>();
        records.forEach(rfc ->
                byDigest.computeIfAbsent(rfc.sha256(), any -> new ArrayList<>()).add(rfc));
        Comparator<Variant> byHolders =
                Comparator.comparingInt(variant -> -variant.holders().size());
        List<Variant> variants = byDigest.values().stream()
                .map(FoundDocument::variant)
                .sorted(byHolders)
                .toList();
        return new FoundDocument(records.get(0).number(), records.get(0).title(), variants);
    }

    private static Variant variant(List<Rfc> same) {
        OptionalLong size = same.stream()
                .map(Rfc::size)
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
        return new Variant(
                same.get(0).sha256(), size, same.stream().map(Rfc::holder).toList());
    }
}
