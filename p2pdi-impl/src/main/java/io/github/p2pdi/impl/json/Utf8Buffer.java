package io.github.p2pdi.impl.json;

import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects text as UTF-8 in one array that grows. A surrogate without its other half, which UTF-8 cannot hold, becomes a question mark; both halves
 * of a pair come in one call.
 */
final class Utf8Buffer extends Writer {
    /** What a char can become at most, counting each half of a pair for itself. */
    private static final int MOST_BYTES = 3;

    private byte[] bytes;
    private int size;

    Utf8Buffer(int expectedBytes) {
        bytes = new byte[expectedBytes];
    }

    @Override
    public void write(int c) {
        if (c < 0x80) {
            reserve(1);
            bytes[size++] = (byte) c;
        } else {
            write(Character.toString((char) c), 0, 1);
        }
    }

    @Override
    public void write(char[] text, int from, int length) {
        write(new String(text, from, length), 0, length);
    }

    @Override
    public void write(String text) {
        write(text, 0, text.length());
    }

    @Override
    public void write(String text, int from, int length) {
        reserve(length);
        byte[] into = bytes;
        int at = size;
        for (int i = from; i < from + length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                size = at;
                writeBeyondAscii(text, i, from + length);
                return;
            }
            into[at++] = (byte) c;
        }
        size = at;
    }

    @Override
    public void flush() {
        // Everything is in the array already.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** How many bytes have been written. */
    int size() {
        return size;
    }

    /** What has been written; nothing more is to be. An array that is kept for long does not waste more than a quarter. */
    ByteBuffer toByteBuffer() {
        boolean wasteful = bytes.length - size > Math.max(64, bytes.length / 4);
        return ByteBuffer.wrap(wasteful ? Arrays.copyOf(bytes, size) : bytes, 0, size);
    }

    private void writeBeyondAscii(String text, int from, int to) {
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
