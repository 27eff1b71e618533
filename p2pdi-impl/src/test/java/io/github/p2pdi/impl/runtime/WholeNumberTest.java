package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeNumberTest {
    @ParameterizedTest
    @CsvSource({
        "0, 65536, 0",
        "7, 65536, 7",
        "0007, 65536, 7",
        "65535, 65536, 65535",
        "65536, 65536, 65536",
        "65537, 65536, 65536",
        "655350, 65536, 65536",
        "18446744073709551617, 65536, 65536",
        "2147483647, 2147483647, 2147483647",
        "2147483646, 2147483647, 2147483646",
        "2147483648, 2147483647, 2147483647",
        "18446744073709551617, 2147483647, 2147483647",
        "'', 10, -1",
        "-1, 10, -1",
        "1a, 10, -1",
        "' 1', 10, -1",
    })
    void digitsAreANumberUpToTheMost(String text, int most, int number) {
        assertEquals(number, WholeNumber.parse(text, most));
    }
}
