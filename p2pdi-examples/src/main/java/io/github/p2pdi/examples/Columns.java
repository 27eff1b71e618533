package io.github.p2pdi.examples;

import java.util.List;
import java.util.stream.IntStream;

/** Rows of text under one another, as a terminal shows them. */
final class Columns {
    private static final String GAP = "  ";

    private Columns() {}

    /** {@return a line for each row, every column but the last as wide as its widest cell} All rows have as many cells. */
    static List<String> aligned(List<List<String>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        int last = rows.get(0).size() - 1;
        int[] widths =
                IntStream.range(0, last).map(column -> widest(rows, column)).toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static int widest(List<List<String>> rows, int column) {
        return rows.stream()
                .mapToInt(row -> CellWidth.of(row.get(column)))
                .max()
                .orElse(0);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            line.append(cell).append(" ".repeat(widths[i] - CellWidth.of(cell))).append(GAP);
        }
        return line.append(cells.get(widths.length)).toString().stripTrailing();
    }
}
