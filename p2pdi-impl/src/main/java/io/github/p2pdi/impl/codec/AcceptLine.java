package io.github.p2pdi.impl.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Looks for the line that asks for the additions, in a head that could not be read: so that its refusal can be what the asker understands. */
final class AcceptLine {
    private static final String LINE = "\r\naccept: application/json\r\n";

    private AcceptLine() {}

    static boolean isIn(byte[] bytes, int from, int size) {
        String head = new String(bytes, from, size, StandardCharsets.ISO_8859_1);
        return head.toLowerCase(Locale.ROOT).contains(LINE);
    }
}
