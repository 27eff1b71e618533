package io.github.p2pdi.impl.index;

import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The titles and file names of many records, as UTF-8 in one array. What is kept of a record is: how long the title is, how long its folded form, how
 * long the file's name, and these three. The folded form is left out where it is the title with its ASCII letters in upper case, as nearly all are. Where
 * a record's begins its owner knows. Immutable.
 */
final class TextColumn {
    private static final byte[] UPPER = upper();
    /** Up to here a word is looked for from each byte anew, which is quicker where texts do not repeat themselves. */
    private static final int SHORT = 16;

    private final byte[] bytes;

    private TextColumn(byte[] bytes) {
        this.bytes = bytes;
    }

    String title(int start) {
        return new String(bytes, texts(start), number(start), StandardCharsets.UTF_8);
    }

    String path(int start) {
        int folded = behindNumber(start);
        int from = texts(start) + number(start) + number(folded);
        return new String(bytes, from, number(behindNumber(folded)), StandardCharsets.UTF_8);
    }

    /** Whether two have the same texts. */
    boolean same(int start, TextColumn other, int otherStart) {
        return Arrays.equals(bytes, start, end(start), other.bytes, otherStart, other.end(otherStart));
    }

    /** How well a title has these words, which are folded. */
    Match match(int start, Needle[] words) {
        int folded = behindNumber(start);
        int from = texts(start);
        int to = from + number(start);
        if (number(folded) > 0) {
            from = to;
            to += number(folded);
        }
        boolean alone = true;
        for (Needle word : words) {
            Match found = word.length() <= SHORT ? find(word.bytes(), from, to) : findLong(word, from, to);
            if (found == Match.NONE) {
                return Match.NONE;
            }
            alone = alone && found == Match.WHOLE_WORDS;
        }
        return alone ? Match.WHOLE_WORDS : Match.PARTS;
    }

    private Match find(byte[] word, int from, int to) {
        Match found = Match.NONE;
        for (int at = next(word, from, to); at >= 0; at = next(word, at + 1, to)) {
            if (standsAlone(at, at + word.length, from, to)) {
                return Match.WHOLE_WORDS;
            }
            found = Match.PARTS;
        }
        return found;
    }

    private Match findLong(Needle word, int from, int to) {
        Match found = Match.NONE;
        int count = 0;
        for (int i = from; i < to; i++) {
            count = word.step(count, UPPER[bytes[i] & 0xff]);
            if (count == word.length()) {
                if (standsAlone(i + 1 - count, i + 1, from, to)) {
                    return Match.WHOLE_WORDS;
                }
                found = Match.PARTS;
            }
        }
        return found;
    }

    private int next(byte[] word, int from, int to) {
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

    private boolean standsAlone(int at, int end, int from, int to) {
        return (at == from || !isLetter(bytes[at - 1])) && (end == to || !isLetter(bytes[end]));
    }

    private static boolean isLetter(byte b) {
        byte c = UPPER[b & 0xff];
        return c < 0 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    /** Where the title begins, behind the three lengths. */
    private int texts(int start) {
        return behindNumber(behindNumber(behindNumber(start)));
    }

    private int end(int start) {
        int folded = behindNumber(start);
        return texts(start) + number(start) + number(folded) + number(behindNumber(folded));
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

    /** Collects texts, each behind the one before. */
    static final class Builder {
        private static final int LENGTHS = 15;

        private byte[] bytes;
        private int size;

        Builder(int mostRows) {
            bytes = new byte[32 * Math.min(mostRows, 1 << 16)];
        }

        /** How many bytes there are, which is where the next begins. */
        int size() {
            return size;
        }

        /** Adds a record's, unless they take more bytes than that; the folded form is empty where it is to be left out. */
        boolean add(byte[] title, byte[] folded, byte[] path, long mostBytes) {
            long length = (long) LENGTHS + title.length + folded.length + path.length;
            if (length > mostBytes) {
                return false;
            }
            reserve(length);
            putNumber(title.length);
            putNumber(folded.length);
            putNumber(path.length);
            put(title);
            put(folded);
            put(path);
            return true;
        }

        TextColumn build() {
            return new TextColumn(Arrays.copyOf(bytes, size));
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
