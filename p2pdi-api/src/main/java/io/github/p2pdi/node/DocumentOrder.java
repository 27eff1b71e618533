package io.github.p2pdi.node;

import io.github.p2pdi.model.Rfc;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which order documents are found. */
final class DocumentOrder {
    private static final Comparator<Map.Entry<Long, TitleQuery.Match>> ORDER =
            Map.Entry.<Long, TitleQuery.Match>comparingByValue().thenComparing(Map.Entry.comparingByKey());

    private DocumentOrder() {}

    /** The numbers of the documents that match, the best first. */
    static List<Long> best(List<Rfc> records, TitleQuery query, int most) {
        Map<Long, TitleQuery.Match> found = new HashMap<>();
        for (Rfc rfc : records) {
            TitleQuery.Match match = query.match(rfc);
            if (match != TitleQuery.Match.NONE) {
                found.merge(rfc.number(), match, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }
        return found.entrySet().stream()
                .sorted(ORDER)
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
