package io.github.p2pdi.impl.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the bytes of a whole head. Each of its lines ends in CR LF, which no {@code skip} method but {@link #skipLineEnd} goes past; so
 * none of them has to look for the end of the array.
 */
final class HeadBytes {
    private static final char REPLACEMENT = '\ufffd';
    private static final boolean[] TOKEN = tokens();

    private final byte[] bytes;
    private final int end;
    private int at;

    HeadBytes(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int at() {
        return at;
    }

    byte get(int index) {
        return bytes[index];
    }

    /** Whether all lines have been read, or only the blank one is left. */
    boolean isAtEnd() {
        return at == end || (at == end - 2 && is(at, '\r') && is(at + 1, '\n'));
    }

    boolean is(int index, char expected) {
        return bytes[index] == expected;
    }

    /** Goes past one character if it is there. */
    boolean skip(char expected) {
        boolean there = is(at, expected);
        at += there ? 1 : 0;
        return there;
    }

    boolean skipLineEnd() {
        boolean there = is(at, '\r') && is(at + 1, '\n');
        at += there ? 2 : 0;
        return there;
    }

    /** Goes to the end of a token (RFC 9110, 5.6.2). */
    int skipToken() {
        int i = at;
        while (isToken(bytes[i])) {
            i++;
        }
        at = i;
        return i;
    }

    /** Goes to the next space or control byte. */
    int skipVisible() {
        at = ByteSearch.endOfRun('!', bytes, at, end);
        return at;
    }

    /** Goes to the next control byte. */
    int skipText() {
        at = ByteSearch.endOfRun(' ', bytes, at, end);
        return at;
    }

    /** Whether exactly those bytes stand there. */
    boolean matches(byte[] text, int from, int to) {
        return Arrays.equals(bytes, from, to, text, 0, text.length);
    }

    /** The same without regard to the case of letters; both are tokens. */
    boolean matchesAnyCase(byte[] lowerCase, int from, int to) {
        if (to - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            if ((bytes[from + i] | 0x20) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    /** The value of 1 to so many digits (18 at most), or -1 if there is anything else. */
    long number(int from, int to, int mostDigits) {
        if (to == from || to - from > mostDigits) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** The text of bytes that must be UTF-8. */
    String text(int from, int to, String what) throws MalformedMessageException {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        // That is the fast way to decode, and the lenient one: what is not UTF-8 has become a replacement character.
        if (text.indexOf(REPLACEMENT) >= 0 && !isUtf8(from, to)) {
            throw MalformedMessageException.inFrame(what + " is not UTF-8");
        }
        return text;
    }

    private boolean isUtf8(int from, int to) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    String ascii(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    String shown(int from, int to) {
        return Shown.text(bytes, from, to);
    }

    /** The line from there on; where it has a CR in the middle, what is before that, as what is behind it may be a header, and secret. */
    String shownLine(int from) {
        return shown(from, ByteSearch.indexOf((byte) '\r', bytes, from, end));
    }

    static boolean isToken(int b) {
        return b >= 0 && b < TOKEN.length && TOKEN[b];
    }

    private static boolean[] tokens() {
        boolean[] table = new boolean[128];
        for (char c = '!'; c <= '~'; c++) {
            table[c] = Character.isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        return table;
    }
}
