package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void everyColumnButTheLastIsAsWideAsItsWidestCell() {
        List<List<String>> rows = List.of(List.of("7", "a:1", "Title"), List.of("2616", "b.example:20", ""));

        assertEquals(List.of("7     a:1           Title", "2616  b.example:20"), Columns.aligned(rows));
    }

    @Test
    void wideLettersTakeTwoCellsAndCombiningOnesNone() {
        List<List<String>> rows = List.of(
                List.of("\u6587\u66f8", "x"),
                List.of("e\u0301a", "x"),
                List.of("\ud83d\ude00", "x"),
                List.of("\uff76", "x"));

        assertEquals(
                List.of("\u6587\u66f8  x", "e\u0301a    x", "\ud83d\ude00    x", "\uff76     x"),
                Columns.aligned(rows));
    }

    @Test
    void noRowsAreNoLines() {
        assertEquals(List.of(), Columns.aligned(List.of()));
    }

    @Test
    void oneColumnIsPrintedAsItIs() {
        assertEquals(List.of("a", "bcd"), Columns.aligned(List.of(List.of("a"), List.of("bcd"))));
    }
}
