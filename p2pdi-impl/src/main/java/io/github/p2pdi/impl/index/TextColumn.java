package io.github.p2pdi.impl.index;

import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The titles and file names of many records, as UTF-8 in one array. A row is: how long the title is, how long its folded form, the title, the folded
 * form, the file's name. The folded form is left out where it is the title with its ASCII letters in upper case, as nearly all are. Immutable.
 */
final class TextColumn {
    private static final byte[] UPPER = upper();

    private final byte[] bytes;
    private final int[] starts;

    private TextColumn(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    String title(int row) {
        int lengths = starts[row];
        int from = behindNumber(behindNumber(lengths));
        return new String(bytes, from, number(lengths), StandardCharsets.UTF_8);
    }

    String path(int row) {
        int from = end(row);
        return new String(bytes, from, starts[row + 1] - from, StandardCharsets.UTF_8);
    }

    /** Whether two rows have the same text. */
    boolean same(int row, TextColumn other, int otherRow) {
        return Arrays.equals(
                bytes, starts[row], starts[row + 1], other.bytes, other.starts[otherRow], other.starts[otherRow + 1]);
    }

    /** How well a title has these words, which are folded. */
    Match match(int row, byte[][] words) {
        int lengths = starts[row];
        int folded = behindNumber(lengths);
        int from = behindNumber(folded);
        int to = from + number(lengths);
        if (number(folded) > 0) {
            from = to;
            to += number(folded);
        }
        boolean alone = true;
        for (byte[] word : words) {
            int at = find(word, from, to);
            if (at < 0) {
                return Match.NONE;
            }
            alone = alone && standsAlone(word, at, from, to);
        }
        return alone ? Match.WHOLE_WORDS : Match.PARTS;
    }

    private int find(byte[] word, int from, int to) {
        byte first = word[0];
        for (int i = from; i <= to - word.length; i++) {
            if (UPPER[bytes[i] & 0xff] == first && isAt(i, word)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isAt(int at, byte[] word) {
        for (int i = 1; i < word.length; i++) {
            if (UPPER[bytes[at + i] & 0xff] != word[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean standsAlone(byte[] word, int firstAt, int from, int to) {
        for (int at = firstAt; at >= 0; at = find(word, at + 1, to)) {
            int end = at + word.length;
            if ((at == from || !isLetter(bytes[at - 1])) && (end == to || !isLetter(bytes[end]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(byte b) {
        byte c = UPPER[b & 0xff];
        return c < 0 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    private int end(int row) {
        int lengths = starts[row];
        int folded = behindNumber(lengths);
        return behindNumber(folded) + number(lengths) + number(folded);
    }

    private int number(int at) {
        int number = 0;
        int shift = 0;
        for (int i = at; ; i++) {
            number |= (bytes[i] & 0x7f) << shift;
            shift += 7;
            if (bytes[i] >= 0) {
                return number;
            }
        }
    }

    private int behindNumber(int at) {
        int i = at;
        while (bytes[i] < 0) {
            i++;
        }
        return i + 1;
    }

    private static byte[] upper() {
        byte[] table = new byte[256];
        for (int i = 0; i < 256; i++) {
            table[i] = (byte) (i >= 'a' && i <= 'z' ? i - 'a' + 'A' : i);
        }
        return table;
    }

    /** Collects the texts of rows. */
    static final class Builder {
        private byte[] bytes;
        private final int[] starts;
        private int rows;
        private int size;

        Builder(int mostRows) {
            bytes = new byte[32 * Math.min(mostRows, 1 << 16)];
            starts = new int[mostRows + 1];
        }

        long size() {
            return size;
        }

        /** Adds a row, unless it takes more bytes than that; the folded form is empty where it is to be left out. */
        boolean add(byte[] title, byte[] folded, byte[] path, long mostBytes) {
            long length = 10L + title.length + folded.length + path.length;
            if (length > mostBytes) {
                return false;
            }
            reserve(length);
            putNumber(title.length);
            putNumber(folded.length);
            put(title);
            put(folded);
            put(path);
            starts[++rows] = size;
            return true;
        }

        TextColumn build() {
            return new TextColumn(Arrays.copyOf(bytes, size), Arrays.copyOf(starts, rows + 1));
        }

        private void put(byte[] part) {
            System.arraycopy(part, 0, bytes, size, part.length);
            size += part.length;
        }

        private void putNumber(int number) {
            int rest = number;
            while (rest > 0x7f) {
                bytes[size++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[size++] = (byte) rest;
        }

        private void reserve(long more) {
            int needed = Math.toIntExact(size + more);
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int)
                        Math.max(needed, Math.min(bytes.length * 3L / 2, Integer.MAX_VALUE - 8)));
            }
        }
    }

    /** A title as it is compared. */
    static byte[] folded(String title, byte[] utf8) {
        byte[] upper = new byte[utf8.length];
        int beyond = 0;
        for (int i = 0; i < utf8.length; i++) {
            upper[i] = UPPER[utf8[i] & 0xff];
            beyond |= utf8[i];
        }
        return beyond >= 0 ? upper : TitleQuery.fold(title).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether folding has done no more than to put ASCII letters in upper case. */
    static boolean isUpper(byte[] folded, byte[] utf8) {
        if (folded.length != utf8.length) {
            return false;
        }
        for (int i = 0; i < utf8.length; i++) {
            if (folded[i] != UPPER[utf8[i] & 0xff]) {
                return false;
            }
        }
        return true;
    }
}
