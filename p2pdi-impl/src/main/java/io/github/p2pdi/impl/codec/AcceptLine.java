package io.github.p2pdi.impl.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Looks for the line that asks for the additions, in a head that could not be read: so that its refusal can be what the asker understands. */
final class AcceptLine {
    private static final String NAME = "\r\naccept:";
    private static final String VALUE = " application/json\r\n";

    private AcceptLine() {}

    /** Whether the first line of that name, in any case, has exactly that value. */
    static boolean isIn(byte[] bytes, int from, int size) {
        String head = new String(bytes, from, size, StandardCharsets.ISO_8859_1);
        int first = head.toLowerCase(Locale.ROOT).indexOf(NAME);
        return first >= 0 && head.startsWith(VALUE, first + NAME.length());
    }
}
