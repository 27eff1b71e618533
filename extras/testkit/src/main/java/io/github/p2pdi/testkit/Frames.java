package io.github.p2pdi.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Frames as the protocol has them (part 1.1), written and read by the book and by nothing of the library, so that tests of the library prove
 * something. Text is ISO-8859-1 throughout: each character is one byte, and no byte is lost.
 */
public final class Frames {
    private static final int LENGTH_BYTES = 10;
    private static final Pattern LENGTH = Pattern.compile("(0|[1-9][0-9]*) *");
    /** More than any test sends; what announces more is taken for a fault. */
    private static final long LARGEST = 1 << 30;

    private Frames() {}

    /**
     * {@return a message with its length field before it}
     *
     * @param message head, blank line and body; one byte a character
     * @throws IllegalArgumentException if a character is not one byte in ISO-8859-1
     */
    public static byte[] frame(String message) {
        return frame(bytes(message));
    }

    /**
     * {@return a message with its length field before it}
     *
     * @param message head, blank line and body
     */
    public static byte[] frame(byte[] message) {
        byte[] length = bytes(String.format("%-" + LENGTH_BYTES + "d", message.length));
        byte[] frame = Arrays.copyOf(length, LENGTH_BYTES + message.length);
        System.arraycopy(message, 0, frame, LENGTH_BYTES, message.length);
        return frame;
    }

    /** Reads a whole frame and gives its message; empty at an orderly end. */
    static Optional<byte[]> read(InputStream in) throws IOException {
        byte[] length = in.readNBytes(LENGTH_BYTES);
        if (length.length == 0) {
            return Optional.empty();
        }
        int announced = parseLength(length);
        byte[] message = in.readNBytes(announced);
        if (message.length < announced) {
            throw new EOFException(
                    "the stream ended after " + message.length + " of " + announced + " bytes of a message");
        }
        return Optional.of(message);
    }

    static byte[] bytes(String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            throw new IllegalArgumentException("not ISO-8859-1, give the bytes instead: '" + text + "'");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int parseLength(byte[] field) throws IOException {
        String text = text(field);
        if (field.length < LENGTH_BYTES) {
            throw new EOFException("the stream ended inside a length field: '" + text + "'");
        }
        if (!LENGTH.matcher(text).matches() || Long.parseLong(text.strip()) > LARGEST) {
            throw new ProtocolException("not a length field: '" + text + "'");
        }
        return Integer.parseInt(text.strip());
    }
}
