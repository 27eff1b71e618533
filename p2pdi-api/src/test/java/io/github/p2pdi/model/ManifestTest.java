package io.github.p2pdi.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    private static final Digest WHOLE = new Digest("a".repeat(64));

    @Test
    void thereIsADigestForEachChunk() {
        assertEquals(0, new Manifest(WHOLE, 0, 10, new byte[0]).chunks());
        assertEquals(1, new Manifest(WHOLE, 10, 10, new byte[32]).chunks());
        assertEquals(2, new Manifest(WHOLE, 11, 10, new byte[64]).chunks());
        assertEquals(1, new Manifest(WHOLE, Long.MAX_VALUE, Long.MAX_VALUE, new byte[32]).chunks());
    }

    /** 2^59 and 2^60 chunks have 2^64 and 2^65 bytes of digests, which are none where they overflow. */
    @ParameterizedTest
    @CsvSource({
        "10, 10, 0",
        "10, 10, 33",
        "11, 10, 32",
        "-1, 10, 0",
        "10, 0, 0",
        "576460752303423488, 1, 0",
        "576460752303423489, 1, 32",
        "1152921504606846976, 1, 0"
    })
    void otherNumbersOfThemAreRefused(long size, long chunkSize, int bytes) {
        assertThrows(IllegalArgumentException.class, () -> new Manifest(WHOLE, size, chunkSize, new byte[bytes]));
    }
}
