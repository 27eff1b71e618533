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
        buffer.add(text);
        return buffer.toByteBuffer();
    }

    @Test
    void allWaysOfAddingAddUp() {
        Utf8Buffer buffer = new Utf8Buffer(2);
        buffer.add('a');
        buffer.add("äz€");
        buffer.add("xy😀€z", 1, 5);
        buffer.add(7);
        buffer.add(new byte[] {'k', 'l', 'm'}, 1);
        assertEquals("aäz€y😀€7lm", JsonBytes.text(buffer.toByteBuffer()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 99, 100, 65535, 1_000_000_007, Long.MAX_VALUE, -1, -10, Long.MIN_VALUE})
    void numbersAreDecimal(long number) {
        Utf8Buffer buffer = new Utf8Buffer(0);
        buffer.add(number);
        assertEquals(Long.toString(number), JsonBytes.text(buffer.toByteBuffer()));
    }

    @Test
    void numbersOfAnyLengthAreDecimal() {
        Utf8Buffer buffer = new Utf8Buffer(0);
        StringBuilder expected = new StringBuilder();
        for (long power = 1; power > 0 && power <= Long.MAX_VALUE / 10; power *= 10) {
            for (long number : new long[] {power - 1, power, power + 1, 9 * power, power * 10 - 1}) {
                buffer.add(number);
                expected.append(number);
            }
        }
        assertEquals(expected.toString(), JsonBytes.text(buffer.toByteBuffer()));
    }

    @Test
    void theSimpleBeginningEndsBeforeWhatIsNotAsciiOrEscaped() {
        for (char c = 0; c < 0x100; c++) {
            boolean simple = c >= ' ' && c <= '\u007f' && c != '"' && c != '\\';
            Utf8Buffer buffer = new Utf8Buffer(0);
            assertEquals(simple ? 4 : 2, buffer.addSimple("ab" + c + "d"), "character " + (int) c);
            assertEquals(simple ? "ab" + c + "d" : "ab", JsonBytes.text(buffer.toByteBuffer()));
        }
    }

    @Test
    void theArrayDoesNotWasteMoreThanAQuarter() {
        ByteBuffer bytes = written(10_000, "abc");
        assertEquals(3, bytes.remaining());
        assertTrue(bytes.capacity() < 100);
    }
}
