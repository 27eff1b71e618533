package io.github.p2pdi.impl.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes in an array, looking at eight at a time: a head is a few dozen bytes, of which most are neither the end of a line nor wrong.
 *
 * <p>Of eight bytes in a long the top bits tell which are found. A subtraction may borrow from the byte behind one that is found, and mark that by mistake, but
 * never one before it; so the first marked is right, the array being read with its first byte lowest.
 */
final class ByteSearch {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Times a byte: that byte eight times. */
    private static final long EACH = 0x0101010101010101L;

    private static final long TOP_BITS = 0x8080808080808080L;
    private static final byte DEL = 0x7f;

    private ByteSearch() {}

    /** The first place of a byte from there to before {@code to}, or {@code to}. */
    static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        long eightWanted = EACH * Byte.toUnsignedInt(wanted);
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long found = below(1, (long) EIGHT.get(bytes, i) ^ eightWanted);
            if (found != 0) {
                return i + first(found);
            }
        }
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** The first place of a DEL or an ASCII character below that one, from there to before {@code to}, or {@code to}. */
    static int endOfRun(char least, byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, i);
            long found = below(least, eight) | below(1, eight ^ DEL * EACH);
            if (found != 0) {
                return i + first(found);
            }
        }
        while (i < to && (bytes[i] < 0 || (bytes[i] >= least && bytes[i] != DEL))) {
            i++;
        }
        return i;
    }

    /** Marks the bytes less than a bound of at most 0x80; those with their top bit set are greater. */
    private static long below(int bound, long eight) {
        return (eight - bound * EACH) & ~eight & TOP_BITS;
    }

    private static int first(long found) {
        return Long.numberOfTrailingZeros(found) / Byte.SIZE;
    }
}
