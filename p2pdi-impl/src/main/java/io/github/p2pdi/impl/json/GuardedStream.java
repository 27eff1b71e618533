package io.github.p2pdi.impl.json;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the bytes on their way to gson, which would gather a string of any length before anybody could refuse it. It also remembers what the
 * stream itself threw: gson has an end-of-file exception of its own, and the two must not be mixed up.
 */
final class GuardedStream extends InputStream {
    /** The most bytes that a string within the limit can take, each of its characters being written as an escape of six. */
    private static final int LONGEST_RAW = 6 * StrictReader.STRING_BYTES;

    /** No JSON starts with this byte, but a byte order mark, which gson reads past, does. */
    private static final byte MARK_START = (byte) 0xef;

    private final InputStream in;
    private boolean started;
    private boolean inString;
    private boolean escaped;
    private int length;
    private @Nullable IOException failure;

    GuardedStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int count;
        try {
            count = in.read(into, from, most);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (count > 0) {
            check(into, from, from + count);
        }
        return count;
    }

    /** Whether the stream itself threw that. */
    boolean threw(IOException e) {
        return e == failure;
    }

    private void check(byte[] bytes, int from, int to) throws JsonFormatException {
        if (!started && bytes[from] == MARK_START) {
            throw JsonInput.startsWithMark();
        }
        started = true;
        int at = from;
        while (at < to) {
            at = inString ? checkString(bytes, at, to) : findString(bytes, at, to);
        }
    }

    private int findString(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '"') {
                inString = true;
                length = 0;
                return i + 1;
            }
        }
        return to;
    }

    private int checkString(byte[] bytes, int from, int to) throws JsonFormatException {
        int at = from;
        while (at < to && inString) {
            byte b = bytes[at++];
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inString = false;
            }
        }
        length += at - from;
        if (length > LONGEST_RAW + 1) {
            throw StrictReader.tooLongString();
        }
        return at;
    }
}
