package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({"50 132, 50, 132", "0 0, 24, 80", "7 9, 7, 80", "'', 24, 80", "24 many, 24, 80"})
    void isAsLargeAsSttySaysWhereThatCanBe(String size, int rows, int columns) {
        assertEquals(new Terminal(rows, columns), Terminal.ofSize(size));
    }
}
