package io.github.p2pdi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TitleQueryTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 793, 8_999_999_999_999_999_999L, 9_000_000_000_000_000_000L, Long.MAX_VALUE})
    void everyNumberThatADocumentCanHaveIsOne(long number) {
        assertEquals(OptionalLong.of(number), TitleQuery.of(" " + number).number());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "9223372036854775808", "9999999999999999999", "18446744073709551616", "-1", "+1", "1 2", "1x"
            })
    void nothingElseIsANumber(String text) {
        assertEquals(OptionalLong.empty(), TitleQuery.of(text).number());
    }

    @Test
    void aNumberMayHaveZerosBeforeIt() {
        assertEquals(OptionalLong.of(7), TitleQuery.of("0007").number());
    }
}
