package io.github.p2pdi.impl.index;

/**
 * Bytes that are looked for in a text, one byte of it after the other, in time that grows with the text alone, however much both repeat themselves: as Knuth, Morris and
 * Pratt do it. Immutable.
 */
public final class Needle {
    private final byte[] bytes;
    /** How many of the first bytes are also the last of those up to here, but not all of them. */
    private final int[] borders;

    /** What looks for these bytes, which nobody changes. */
    public Needle(byte[] bytes) {
        this.bytes = bytes;
        this.borders = new int[bytes.length];
        int border = 0;
        for (int i = 1; i < bytes.length; i++) {
            border = next(border, bytes[i]);
            borders[i] = border;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** How many of its first bytes end with this byte of the text, if so many, which is not all, ended with the one before. */
    private int next(int before, byte each) {
        int count = before;
        while (count > 0 && bytes[count] != each) {
            count = borders[count - 1];
        }
        return bytes[count] == each ? count + 1 : 0;
    }

    /** The same where all may have ended. */
    int step(int before, byte each) {
        return next(before == bytes.length ? borders[before - 1] : before, each);
    }

    /** Whether it is in a text. */
    public boolean isIn(byte[] text) {
        int count = 0;
        for (int i = 0; i < text.length && count < bytes.length; i++) {
            count = step(count, text[i]);
        }
        return count == bytes.length;
    }
}
