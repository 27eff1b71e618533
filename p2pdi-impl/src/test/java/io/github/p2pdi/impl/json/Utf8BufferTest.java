package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text becomes the same bytes that the JDK makes of it. */
class Utf8BufferTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "\u007f\u0080",
                "\u07ff\u0800",
                "\uffff",
                "aäb€c😀d",
                "😀",
                "\udbff\udfff",
                "\ud800",
                "a\ud800",
                "\ud800a",
                "\udc00\ud800",
                "\ud83d\ud83d\ude00",
                "a long text of many letters without any umlaut, and then one: ü"
            })
    void anyTextIsEncodedAsTheJdkDoesIt(String text) {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(ByteBuffer.wrap(expected), written(0, text));
        assertEquals(ByteBuffer.wrap(expected), written(1000, text));
    }

    private static ByteBuffer written(int expectedBytes, String text) {
        Utf8Buffer buffer = new Utf8Buffer(expectedBytes);
        buffer.write(text);
        return buffer.toByteBuffer();
    }

    @Test
    void allWaysOfWritingAddUp() throws java.io.IOException {
        Utf8Buffer buffer = new Utf8Buffer(2);
        buffer.write('a');
        buffer.write('ä');
        buffer.write("xyz€", 2, 2);
        buffer.write(new char[] {'p', 'q', '\u20ac', 'r'}, 1, 2);
        buffer.append("s").append('t').append(null);
        buffer.flush();
        buffer.close();
        assertEquals("aäz€q€stnull", JsonBytes.text(buffer.toByteBuffer()));
    }

    @Test
    void theArrayDoesNotWasteMoreThanAQuarter() {
        ByteBuffer bytes = written(10_000, "abc");
        assertEquals(3, bytes.remaining());
        assertTrue(bytes.capacity() < 100);
    }
}
