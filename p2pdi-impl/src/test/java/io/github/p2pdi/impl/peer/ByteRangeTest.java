package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1, bytes 0-0/100",
        "bytes=0-99, 0, 100, bytes 0-99/100",
        "bytes=10-, 10, 90, bytes 10-99/100",
        "bytes=99-, 99, 1, bytes 99-99/100",
        "bytes=90-1000, 90, 10, bytes 90-99/100",
        "bytes=-1, 99, 1, bytes 99-99/100",
        "bytes=-100, 0, 100, bytes 0-99/100",
        "bytes=-5000, 0, 100, bytes 0-99/100",
        "bytes=007-008, 7, 2, bytes 7-8/100",
        "bytes=1-99999999999999999999999, 1, 99, bytes 1-99/100",
        "BYTES=3-4, 3, 2, bytes 3-4/100"
    })
    void aRangeIsAPartOfTheDocument(String header, long begin, long length, String contentRange) {
        ByteRange.Part part =
                ByteRange.parse(header).orElseThrow().in(100, 1000).orElseThrow();
        assertEquals(new ByteRange.Part(begin, length), part);
        assertEquals(contentRange, part.of(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"})
    void nothingMayBeThere(String header) {
        assertEquals(Optional.empty(), ByteRange.parse(header).orElseThrow().in(100, 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=-1", "bytes=0-0"})
    void nothingIsInAnEmptyDocument(String header) {
        assertEquals(Optional.empty(), ByteRange.parse(header).orElseThrow().in(0, 1000));
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-, bytes 0-6/100", "bytes=50-60, bytes 50-56/100", "bytes=-20, bytes 80-86/100"})
    void moreThanAFrameHoldsIsShortened(String header, String contentRange) {
        assertEquals(
                contentRange,
                ByteRange.parse(header).orElseThrow().in(100, 7).orElseThrow().of(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-1,5-6", "bytes=0-1, 5-", "bytes=-1,-2,-3"})
    void severalAreIgnored(String header) {
        assertEquals(Optional.empty(), ByteRange.parse(header));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=1-b",
                "bytes=--1",
                "bytes=1-2-3",
                "bytes=+1-2",
                "bytes= 1 - 2",
                "bytes=0-1,",
                "bytes=,0-1",
                "bytes=0-1,x",
                "items=0-1",
                "0-1",
                "bytes=0x1-2",
                "bytes=\u0661-2",
                "bytes:0-1"
            })
    void whatIsMalformedIsRefused(String header) {
        assertThrows(IllegalArgumentException.class, () -> ByteRange.parse(header));
    }
}
