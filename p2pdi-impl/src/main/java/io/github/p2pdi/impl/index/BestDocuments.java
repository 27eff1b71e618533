package io.github.p2pdi.impl.index;

import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds the documents that match best: the one of the number that is asked for, if there is any; then those whose titles have the words, in the order of
 * match and number. One thread at a time.
 */
final class BestDocuments {
    private static final Comparator<Found> BEST_FIRST =
            Comparator.comparing(Found::match).thenComparingLong(Found::number);

    /** The numbers of rows that do not match are looked at only this often, as they lie apart from what is matched. */
    private static final int STRIDE = 256;

    private record Found(Match match, long number) {}

    private final TitleMatcher matcher;
    private final long number;
    private final int most;
    private final TreeSet<Found> found = new TreeSet<>(BEST_FIRST);
    private final Map<Long, Found> byNumber = new HashMap<>();

    BestDocuments(TitleQuery query, int most) {
        this.matcher = new TitleMatcher(query);
        this.number = query.number().orElse(-1);
        this.most = most;
    }

    /** Their numbers. That of the document that is asked for by its number is always among them, be there one or not. */
    List<Long> in(List<Slice> slices) {
        slices.forEach(this::look);
        List<Long> numbers = new ArrayList<>();
        if (number >= 0) {
            numbers.add(number);
        }
        found.forEach(each -> numbers.add(each.number));
        return numbers;
    }

    private void look(Slice slice) {
        Block block = slice.block();
        for (int row = 0; row < block.rows(); row++) {
            Match match = matcher.match(block, row);
            boolean matches = match != Match.NONE;
            if ((matches || row % STRIDE == 0) && !mayBeAmongThem(block.number(row))) {
                return;
            }
            if (matches && block.number(row) != number && !slice.gone().get(row)) {
                take(new Found(match, block.number(row)));
            }
        }
    }

    /** The rows come by number: where one comes too late, so do all behind it. */
    private boolean mayBeAmongThem(long candidate) {
        if (found.size() < most) {
            return true;
        }
        Found last = found.last();
        return last.match != Match.WHOLE_WORDS || candidate <= last.number;
    }

    private void take(Found one) {
        Found known = byNumber.get(one.number);
        if (known != null && BEST_FIRST.compare(known, one) <= 0) {
            return;
        }
        if (known != null) {
            found.remove(known);
        }
        if (found.size() < most || BEST_FIRST.compare(one, found.last()) < 0) {
            found.add(one);
            byNumber.put(one.number, one);
        }
        if (found.size() > most) {
            byNumber.remove(found.pollLast().number);
        }
    }
}
