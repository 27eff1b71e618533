package io.github.p2pdi.impl.json;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Writes JSON as peers of the base dialect do: UTF-8, one line, a space behind each comma and colon; straight into bytes, as lists of a hundred thousand
 * are written with it. What is written within {@link #beginText} and {@link #endText} becomes the text of one string. It is for shapes that are known
 * beforehand: that brackets match and objects have names is not checked. One thread at a time.
 */
final class JsonText {
    private static final String SHORT_ESCAPES = "btn-fr";

    private final Utf8Buffer out;
    private boolean isBehindValue;
    private boolean isInText;

    JsonText(int expectedBytes) {
        out = new Utf8Buffer(expectedBytes);
    }

    JsonText beginObject() {
        return begin('{');
    }

    JsonText endObject() {
        return end('}');
    }

    JsonText beginArray() {
        return begin('[');
    }

    JsonText endArray() {
        return end(']');
    }

    /** Begins a string whose text is JSON itself. There is none within one. */
    void beginText() {
        begin('"');
        isInText = true;
    }

    void endText() {
        isInText = false;
        end('"');
    }

    JsonText name(JsonName name) {
        name.addTo(out, !isBehindValue, isInText);
        isBehindValue = false;
        return this;
    }

    JsonText value(String text) {
        separate();
        string(text);
        return ended();
    }

    JsonText value(long number) {
        separate();
        out.add(number);
        return ended();
    }

    /** A number of so many millionths more than the whole; with one decimal at least, and without an exponent. */
    JsonText decimal(long whole, int millionths) {
        separate();
        out.add(whole);
        out.add('.');
        int rest = millionths;
        do {
            rest *= 10;
            out.add((char) ('0' + rest / 1_000_000));
            rest %= 1_000_000;
        } while (rest > 0);
        return ended();
    }

    JsonText value(boolean truth) {
        separate();
        out.add(truth ? "true" : "false");
        return ended();
    }

    /** How many bytes have been written. */
    int size() {
        return out.size();
    }

    /** All of it; nothing more is to be written. */
    ByteBuffer toByteBuffer() {
        return out.toByteBuffer();
    }

    private JsonText begin(char bracket) {
        separate();
        out.add(bracket);
        isBehindValue = false;
        return this;
    }

    private JsonText end(char bracket) {
        out.add(bracket);
        return ended();
    }

    private JsonText ended() {
        isBehindValue = true;
        return this;
    }

    private void separate() {
        if (isBehindValue) {
            out.add(", ");
        }
    }

    private void string(String text) {
        special('"');
        int simple = out.addSimple(text);
        if (simple < text.length()) {
            escaped(text, simple);
        }
        special('"');
    }

    /** The line separators of Unicode are not allowed in JavaScript, which some take JSON for. */
    private static boolean mustBeEscaped(char c) {
        return c < 0x20 || c == '"' || c == '\\' || c == '\u2028' || c == '\u2029';
    }

    private void escaped(String text, int begin) {
        int from = begin;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (mustBeEscaped(c)) {
                out.add(text, from, i);
                special('\\');
                escape(c);
                from = i + 1;
            }
        }
        out.add(text, from, text.length());
    }

    /** What stands behind the backslash. */
    private void escape(char c) {
        if (c == '"' || c == '\\') {
            special(c);
        } else if (c >= '\b' && c <= '\r' && c != '\u000b') {
            out.add(SHORT_ESCAPES.charAt(c - '\b'));
        } else {
            out.add('u');
            out.add(HexFormat.of().toHexDigits(c));
        }
    }

    /** A quote or a backslash, which within a text is escaped itself. */
    private void special(char c) {
        if (isInText) {
            out.add('\\');
        }
        out.add(c);
    }
}
