package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.util.List;
import java.util.TreeSet;

/** Finds the first records that match, in the order of keys. One thread at a time. */
final class FirstRecords {
    private record Found(Block block, int row) implements Comparable<Found> {
        @Override
        public int compareTo(Found other) {
            return block.compare(row, other.block, other.row);
        }
    }

    private final TitleMatcher matcher;
    private final long number;
    private final int most;
    private final TreeSet<Found> found = new TreeSet<>();

    FirstRecords(TitleQuery query, int most) {
        this.matcher = new TitleMatcher(query);
        this.number = query.number().orElse(-1);
        this.most = most;
    }

    List<Rfc> in(List<Slice> slices) {
        slices.forEach(this::look);
        return found.stream().map(each -> each.block.rfc(each.row)).toList();
    }

    private void look(Slice slice) {
        Block block = slice.block();
        for (int row = 0; row < block.rows() && isEarlyEnough(block.number(row)); row++) {
            boolean matches = block.number(row) == number || matcher.match(block, row) != Match.NONE;
            if (matches && !slice.gone().get(row)) {
                found.add(new Found(block, row));
                if (found.size() > most) {
                    found.pollLast();
                }
            }
        }
    }

    private boolean isEarlyEnough(long candidate) {
        return found.size() < most || candidate <= found.last().block.number(found.last().row);
    }
}
