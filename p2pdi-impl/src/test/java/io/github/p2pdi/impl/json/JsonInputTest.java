package io.github.p2pdi.impl.json;

import static io.github.p2pdi.impl.json.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams are read to their end, and their own failures are theirs. */
class JsonInputTest {
    @Test
    void everyTruncationIsRefused() {
        String text = "{\"a\": [1, -2.5e3, \"x\\u00e4\\\"\", true, null], \"b\": {\"c\": \"ä😀\"}}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int size = 0; size < bytes.length; size++) {
            refusal(new ByteArrayInputStream(bytes, 0, size), Refusals::skipped);
        }
        assertDoesNotThrow(() -> JsonInput.read(new ByteArrayInputStream(bytes), Refusals::skipped));
    }

    static Stream<IOException> failures() {
        return Stream.of(new IOException("gone"), new EOFException("cut"), new CharacterCodingException());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatTheStreamThrowsIsNotMistakenForBadJson(IOException failure) {
        for (String start : new String[] {"", "[1, ", "[1]", "[\"ab"}) {
            InputStream broken = new SequenceInputStream(JsonBytes.stream(start), JsonBytes.broken(failure));
            assertSame(failure, assertThrows(IOException.class, () -> JsonInput.read(broken, Refusals::skipped)));
        }
    }

    @Test
    void aStreamThatGivesOneByteAtATimeIsReadToItsEnd() throws IOException {
        ByteArrayInputStream all = new ByteArrayInputStream("[\"ä\"] ".getBytes(StandardCharsets.UTF_8));
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                return all.read();
            }

            @Override
            public int read(byte[] into, int from, int most) {
                return all.read(into, from, Math.min(most, 1));
            }
        };
        JsonInput.read(slow, Refusals::skipped);
        assertEquals(-1, all.read());
    }
}
