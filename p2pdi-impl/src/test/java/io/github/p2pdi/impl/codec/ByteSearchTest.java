package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is found eight at a time is what is found one by one. */
class ByteSearchTest {
    private static final int LONGEST = 40;
    private static final char[] LEASTS = {' ', '!'};

    private static int naiveIndexOf(byte wanted, byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    private static int naiveEndOfRun(char least, byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && Byte.toUnsignedInt(bytes[i]) >= least && bytes[i] != 0x7f) {
            i++;
        }
        return i;
    }

    private static void compare(byte wanted, byte[] bytes, int from, int to) {
        assertEquals(
                naiveIndexOf(wanted, bytes, from, to),
                ByteSearch.indexOf(wanted, bytes, from, to),
                () -> wanted + " in " + from + ".." + to + " of " + Arrays.toString(bytes));
        for (char least : LEASTS) {
            assertEquals(
                    naiveEndOfRun(least, bytes, from, to),
                    ByteSearch.endOfRun(least, bytes, from, to),
                    () -> (int) least + " in " + from + ".." + to + " of " + Arrays.toString(bytes));
        }
    }

    /** Each value alone at each place of each length, up to the end of the array and not. */
    @Test
    void eachByteIsFoundWhereItIs() {
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            byte[] bytes = new byte[LONGEST];
            for (int place = 0; place < LONGEST; place++) {
                Arrays.fill(bytes, value == 'a' ? (byte) 'b' : (byte) 'a');
                bytes[place] = (byte) value;
                for (int length = 0; length <= LONGEST; length++) {
                    compare((byte) value, bytes, 0, length);
                    compare((byte) value, bytes, LONGEST - length, LONGEST);
                }
            }
        }
    }

    /** Where a subtraction borrows from the byte behind: neighbours of all that is looked for, side by side. */
    @Test
    void neighboursAreToldApart() {
        byte[] edges = {
            0, 1, 9, '\n', 11, '\r', 0x1f, ' ', '!', '"', 'a', 0x7e, 0x7f, (byte) 0x80, (byte) 0x8a, (byte) 0xff
        };
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            int wrong = random.nextInt(4);
            byte[] bytes = new byte[random.nextInt(LONGEST + 1)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(4) < wrong ? edges[random.nextInt(edges.length)] : (byte) 'x';
            }
            int from = random.nextInt(bytes.length + 1);
            compare(edges[random.nextInt(edges.length)], bytes, from, from + random.nextInt(bytes.length - from + 1));
        }
    }
}
