package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.util.List;
import java.util.TreeSet;

/** Finds the first records that match, in the order of keys. One thread at a time. */
final class FirstRecords {
    /** The numbers of rows that do not match are looked at only this often, as they lie apart from what is matched. */
    private static final int STRIDE = 256;

    private final TitleMatcher matcher;
    private final long number;
    private final int most;
    private final TreeSet<Row> found = new TreeSet<>();

    FirstRecords(TitleQuery query, int most) {
        this.matcher = new TitleMatcher(query);
        this.number = query.number().orElse(-1);
        this.most = most;
    }

    List<Rfc> in(List<Slice> slices) {
        slices.forEach(this::look);
        return found.stream().map(Row::rfc).toList();
    }

    private void look(Slice slice) {
        Block block = slice.block();
        for (int row = block.firstFrom(number); row < block.rows() && block.number(row) == number; row++) {
            take(slice, row);
        }
        for (int row = 0; row < block.rows(); row++) {
            boolean matches = matcher.match(block, row) != Match.NONE;
            if ((matches || row % STRIDE == 0) && !isEarlyEnough(block.number(row))) {
                return;
            }
            if (matches) {
                take(slice, row);
            }
        }
    }

    private void take(Slice slice, int row) {
        if (!slice.gone().get(row)) {
            found.add(new Row(slice.block(), row));
            if (found.size() > most) {
                found.pollLast();
            }
        }
    }

    private boolean isEarlyEnough(long candidate) {
        return found.size() < most || candidate <= found.last().number();
    }
}
