package io.github.p2pdi.impl.json;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects text as UTF-8 in one array that grows. A surrogate without its other half, which UTF-8 cannot hold, becomes a question mark. */
final class Utf8Buffer {
    /** What a char can become at most, counting each half of a pair for itself. */
    private static final int MOST_BYTES = 3;

    /** Those of the largest number. */
    private static final int MOST_DIGITS = 19;

    private byte[] bytes;
    private int size;

    Utf8Buffer(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    /** Adds one character of ASCII. */
    void add(char ascii) {
        if (size == bytes.length) {
            reserve(1);
        }
        bytes[size++] = (byte) ascii;
    }

    void add(String text) {
        reserve(text.length());
        byte[] into = bytes;
        int at = size;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = at;
                addBeyondAscii(text, i, text.length());
                return;
            }
            into[at++] = (byte) c;
        }
        size = at;
    }

    /** Adds the beginning of a text, up to the first character that is not ASCII or that JSON escapes; gives how many characters that is. */
    int addSimple(String text) {
        int length = text.length();
        reserve(length);
        byte[] into = bytes;
        int at = size;
        int i = 0;
        while (i < length && isSimple(text.charAt(i))) {
            into[at + i] = (byte) text.charAt(i);
            i++;
        }
        size = at + i;
        return i;
    }

    private static boolean isSimple(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    /** Adds what is UTF-8 already, from an index on. */
    void add(byte[] encoded, int from) {
        int count = encoded.length - from;
        reserve(count);
        System.arraycopy(encoded, from, bytes, size, count);
        size += count;
    }

    /** Adds a part of a text that begins and ends with whole characters. */
    void add(String text, int from, int to) {
        addBeyondAscii(text, from, to);
    }

    /** Adds a number in decimal digits. */
    void add(long number) {
        if (number < 0) {
            add(Long.toString(number));
            return;
        }
        reserve(MOST_DIGITS);
        size += digits(number);
        int at = size;
        long rest = number;
        // Two at a time, as each division waits for the one before.
        for (; rest > 9; rest /= 100) {
            int two = (int) (rest % 100);
            bytes[--at] = (byte) ('0' + two % 10);
            bytes[--at] = (byte) ('0' + two / 10);
        }
        if (rest > 0 || number == 0) {
            bytes[--at] = (byte) ('0' + rest);
        }
    }

    private static int digits(long number) {
        int digits = 1;
        for (long power = 10; digits < MOST_DIGITS && number >= power; power *= 10) {
            digits++;
        }
        return digits;
    }

    /** How many bytes have been added. */
    int size() {
        return size;
    }

    /** What has been added; nothing more is to be. An array that is kept for long does not waste more than a quarter. */
    ByteBuffer toByteBuffer() {
        boolean wasteful = bytes.length - size > Math.max(64, bytes.length / 4);
        return ByteBuffer.wrap(wasteful ? Arrays.copyOf(bytes, size) : bytes, 0, size);
    }

    private void addBeyondAscii(String text, int from, int to) {
        reserve(Math.multiplyExact(MOST_BYTES, to - from));
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                putPair(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                put(Character.isSurrogate(c) ? '?' : c);
            }
        }
    }

    private void put(char c) {
        if (c < 0x80) {
            bytes[size++] = (byte) c;
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | c >> 6);
            bytes[size++] = (byte) (0x80 | (c & 0x3f));
        } else {
            bytes[size++] = (byte) (0xe0 | c >> 12);
            bytes[size++] = (byte) (0x80 | (c >> 6 & 0x3f));
            bytes[size++] = (byte) (0x80 | (c & 0x3f));
        }
    }

    private void putPair(int codePoint) {
        bytes[size++] = (byte) (0xf0 | codePoint >> 18);
        bytes[size++] = (byte) (0x80 | (codePoint >> 12 & 0x3f));
        bytes[size++] = (byte) (0x80 | (codePoint >> 6 & 0x3f));
        bytes[size++] = (byte) (0x80 | (codePoint & 0x3f));
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
