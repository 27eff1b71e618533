package io.github.p2pdi.impl.codec;

import java.nio.charset.StandardCharsets;

/** The methods of the protocol, so that no string is made of them. */
final class KnownMethods {
    private static final String[] NAMES = {
        "keepalive", "register", "getrfc", "pquery", "rfcquery", "leave", "rfcmanifest"
    };
    private static final byte[][] BYTES = new byte[NAMES.length][];

    static {
        for (int i = 0; i < NAMES.length; i++) {
            BYTES[i] = NAMES[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    private KnownMethods() {}

    /** The method there, in lower case if it is a known one. */
    static String read(HeadBytes head, int from, int to) {
        for (int i = 0; i < NAMES.length; i++) {
            if (head.matchesAnyCase(BYTES[i], from, to)) {
                return NAMES[i];
            }
        }
        return head.ascii(from, to);
    }
}
