package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramesTest {
    @Test
    void theLengthFieldHasTenBytes() {
        assertEquals("0         ", Frames.text(Frames.frame("")));
        assertEquals(
                "26        HTTP/1.1 403 Forbidden\r\n\r\n",
                Frames.text(Frames.frame("HTTP/1.1 403 Forbidden\r\n\r\n")));
    }

    @Test
    void eachCharacterIsOneByte() {
        assertArrayEquals(
                new byte[] {'1', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', (byte) 0xff}, Frames.frame("\u00ff"));
    }

    @Test
    void whatIsNotOneByteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Frames.frame("price: 5 \u20ac"));
    }

    @Test
    void framesAreReadOneByOneToTheEnd() throws IOException {
        InputStream in = stream("3         abc0         1         \u00ff");

        assertEquals("abc", Frames.text(Frames.read(in).orElseThrow()));
        assertEquals("", Frames.text(Frames.read(in).orElseThrow()));
        assertEquals("\u00ff", Frames.text(Frames.read(in).orElseThrow()));
        assertFalse(Frames.read(in).isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "          ",
                "-1        ",
                "+1        ",
                "01        ",
                "00        ",
                " 1        ",
                "1 1       ",
                "1\t        ",
                "0x10      ",
                "1.0       ",
                "a         ",
                "9999999999",
                "\u0661         "
            })
    void whatIsNoLengthFieldIsRefused(String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        assertThrows(ProtocolException.class, () -> Frames.read(new ByteArrayInputStream(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "12       ", "5         ", "5         abcd"})
    void aStreamThatEndsInsideAFrameIsTruncated(String text) {
        assertThrows(EOFException.class, () -> Frames.read(stream(text)));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(Frames.bytes(text));
    }
}
