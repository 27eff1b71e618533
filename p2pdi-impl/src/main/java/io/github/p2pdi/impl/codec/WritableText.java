package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import java.nio.charset.StandardCharsets;

/** Measures texts in UTF-8 before they are written, and refuses those that cannot stand where they are to go. */
final class WritableText {
    private WritableText() {}

    static int methodSize(String method) {
        return tokenSize(method, "the method");
    }

    static int nameSize(String name) {
        if (name.equalsIgnoreCase(HeaderNames.CONTENT_LENGTH) || name.equalsIgnoreCase(HeaderNames.TRANSFER_ENCODING)) {
            throw new IllegalArgumentException("the header " + name + " is not for callers to give");
        }
        return tokenSize(name, "a header's name");
    }

    /** A value may hold anything but control characters. */
    static int valueSize(Headers.Field field) {
        return textSize(field.value(), ' ', field.name());
    }

    /** A target is neither empty nor has it white space. */
    static int targetSize(String target) {
        if (target.isEmpty()) {
            throw new IllegalArgumentException("the target is empty");
        }
        return textSize(target, '!', "the target");
    }

    /** Writes a text that has been measured; gives the place behind it. */
    static int put(String text, byte[] into, int start) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] others = text.substring(i).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(others, 0, into, start + i, others.length);
                return start + i + others.length;
            }
            into[start + i] = (byte) c;
        }
        return start + length;
    }

    private static int tokenSize(String text, String what) {
        for (int i = 0; i < text.length(); i++) {
            if (!HeadBytes.isToken(text.charAt(i))) {
                throw new IllegalArgumentException(
                        what + " has a character " + shown(text.charAt(i)) + "; it is a token (RFC 9110, 5.6.2)");
            }
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        return text.length();
    }

    private static int textSize(String text, char least, String where) {
        int size = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < least || c == 0x7f) {
                throw new IllegalArgumentException(where + " cannot be written: it has a character " + shown(c));
            }
            if (c >= 0x80) {
                size += beyondAscii(text, i, least, where);
                i += Character.isHighSurrogate(c) ? 1 : 0;
            }
        }
        return size;
    }

    /** How many bytes more than characters the one there takes. */
    private static int beyondAscii(String text, int at, char least, String where) {
        int c = text.codePointAt(at);
        boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        if (lone || Character.isISOControl(c) || (least > ' ' && Character.isSpaceChar(c))) {
            throw new IllegalArgumentException(where + " cannot be written: it has a character " + shown(c));
        }
        return c < 0x800 ? 1 : 2;
    }

    private static String shown(int c) {
        return String.format("U+%04X", c);
    }
}
