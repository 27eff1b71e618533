package io.github.p2pdi.impl.codec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Values from the wire as they may stand in a message for people: short, and without what could upset a log line or a terminal. */
final class Shown {
    private static final int LONGEST = 60;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private Shown() {}

    /** The bytes from..to in quotes. */
    static String text(byte[] bytes, int from, int to) {
        int length = Math.min(to - from, LONGEST);
        String text = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
        return "'" + UNPRINTABLE.matcher(text).replaceAll("?") + (to - from > LONGEST ? "…'" : "'");
    }

    /** One byte, in hexadecimal. */
    static String octet(byte value) {
        return "0x" + HexFormat.of().toHexDigits(value);
    }
}
