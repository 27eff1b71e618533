package io.github.p2pdi.impl.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds frames for tests. In texts a line feed stands for CR LF, so that text blocks can be used. */
final class Frames {
    private Frames() {}

    /** The frame of a message whose lines end in CR LF. */
    static byte[] ofLines(String message) {
        return of(message.replace("\n", "\r\n"));
    }

    /** The frame of a message that is taken as it is. */
    static byte[] of(String message) {
        return of(message.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] of(byte[] message) {
        return join(String.format("%-10d", message.length).getBytes(StandardCharsets.US_ASCII), message);
    }

    /** One byte a character. */
    static byte[] ofLatin1(String message) {
        return of(message.getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
