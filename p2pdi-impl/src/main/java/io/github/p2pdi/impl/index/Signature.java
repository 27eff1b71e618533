package io.github.p2pdi.impl.index;

/**
 * A title's signature: 128 bits, of which each three bytes in a row of the folded title set one. A title in which a word occurs has all bits of that
 * word, so most others are told without being looked at. It takes the same room for any title, and nothing needs to be kept in step when one goes.
 */
final class Signature {
    private static final int GRAM = 3;
    private static final int MULTIPLIER = 0x9e3779b1;

    private long low;
    private long high;

    /** Adds what occurs in that text. */
    void add(byte[] folded) {
        int gram = 0;
        for (int i = 0; i < folded.length; i++) {
            gram = (gram << 8 | (folded[i] & 0xff)) & 0xffffff;
            if (i >= GRAM - 1) {
                set((gram * MULTIPLIER) >>> 25);
            }
        }
    }

    private void set(int bit) {
        if (bit < 64) {
            low |= 1L << bit;
        } else {
            high |= 1L << bit;
        }
    }

    void clear() {
        low = 0;
        high = 0;
    }

    long low() {
        return low;
    }

    long high() {
        return high;
    }
}
