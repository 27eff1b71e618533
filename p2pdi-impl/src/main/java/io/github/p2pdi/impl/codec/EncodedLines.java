package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.Headers.Field;
import java.util.List;

/**
 * Header lines as they are written. All heads that a node writes within a second end in the same three, Host, OS and Date; so what two heads in a row have
 * ended in is kept, to be copied whole into the next.
 *
 * <p>Immutable.
 */
final class EncodedLines {
    static final EncodedLines NONE = new EncodedLines(List.of());

    private static final int AROUND_VALUE = ": \r\n".length();

    private final List<Field> fields;
    private final byte[] bytes;

    private EncodedLines(List<Field> fields) {
        this.fields = List.copyOf(fields);
        int size = 0;
        for (Field field : fields) {
            size += size(field);
        }
        bytes = new byte[size];
        int at = 0;
        for (Field field : fields) {
            at = put(field, bytes, at);
        }
    }

    /**
     * Lines that a head with those fields ends in: these, if it does; else those of these that it ends in; all of its own where there are none.
     *
     * @throws IllegalArgumentException if one cannot be written
     */
    EncodedLines endingOf(List<Field> others) {
        int common = commonWith(others);
        if (common > 0 && common == fields.size()) {
            return this;
        }
        return new EncodedLines(common == 0 ? others : others.subList(others.size() - common, others.size()));
    }

    /** How many fields at the end of both are equal. Most often they are the same objects, of which no character is looked at. */
    private int commonWith(List<Field> others) {
        int most = Math.min(fields.size(), others.size());
        int common = 0;
        while (common < most && fields.get(fields.size() - 1 - common).equals(others.get(others.size() - 1 - common))) {
            common++;
        }
        return common;
    }

    /** How many lines there are. */
    int count() {
        return fields.size();
    }

    /** How many bytes there are. */
    int size() {
        return bytes.length;
    }

    /** Copies them; gives the place behind them. */
    int put(byte[] into, int start) {
        System.arraycopy(bytes, 0, into, start, bytes.length);
        return start + bytes.length;
    }

    /**
     * Measures the line of one field.
     *
     * @throws IllegalArgumentException if it cannot be written
     */
    static int size(Field field) {
        return WritableText.nameSize(field.name()) + WritableText.valueSize(field) + AROUND_VALUE;
    }

    /** Writes the line of one field that has been measured; gives the place behind it. */
    static int put(Field field, byte[] into, int start) {
        int at = WritableText.put(field.name(), into, start);
        into[at++] = ':';
        into[at++] = ' ';
        at = WritableText.put(field.value(), into, at);
        into[at++] = '\r';
        into[at++] = '\n';
        return at;
    }
}
