package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers.Field;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the length fields and the heads of messages: first all is checked and measured, then one array of exactly that size is filled. Safe for concurrent
 * use.
 */
final class HeadWriter {
    private static final String VERSION = " HTTP/1.1\r\n";
    private static final byte[] LENGTH_START = (HeaderNames.CONTENT_LENGTH + ": ").getBytes(StandardCharsets.US_ASCII);
    private static final int LINE_END = 2;

    /**
     * What the last head ended in. It is replaced as a whole, and all in it is final: a thread that does not see what another has put there encodes those lines
     * once more, and nothing worse happens. So it need not be volatile.
     */
    private EncodedLines ending = EncodedLines.NONE;

    ByteBuffer write(Head head, long bodySize) {
        if (bodySize < 0) {
            throw new IllegalArgumentException("a body of " + bodySize + " bytes");
        }
        int startLine = startLineSize(head);
        List<Field> fields = head.headers().fields();
        EncodedLines last = ending(fields);
        List<Field> others = fields.subList(0, fields.size() - last.count());
        int size = startLine + lengthSize(bodySize) + size(others) + last.size() + LINE_END;
        if (bodySize > WireLimits.LARGEST_FRAME - size) {
            throw new IllegalArgumentException("a frame of " + size + " bytes of head and " + bodySize
                    + " of body is more than " + WireLimits.LARGEST_FRAME);
        }
        byte[] bytes = new byte[LengthField.BYTES + size];
        LengthField.write(bytes, size + bodySize);
        int at = putStartLine(head, bytes, LengthField.BYTES);
        at = putLength(bodySize, bytes, at);
        for (Field field : others) {
            at = EncodedLines.put(field, bytes, at);
        }
        putLineEnd(bytes, last.put(bytes, at));
        return ByteBuffer.wrap(bytes);
    }

    private EncodedLines ending(List<Field> fields) {
        EncodedLines known = ending;
        EncodedLines last = known.endingOf(fields);
        if (last != known) {
            ending = last;
        }
        return last;
    }

    private static int startLineSize(Head head) {
        if (head instanceof Request request) {
            return WritableText.methodSize(request.method())
                    + 1
                    + WritableText.targetSize(request.target())
                    + VERSION.length();
        }
        return StatusLine.of(((ResponseHead) head).status()).length;
    }

    private static int putStartLine(Head head, byte[] into, int start) {
        if (head instanceof Request request) {
            int at = WritableText.put(request.method(), into, start);
            into[at++] = ' ';
            at = WritableText.put(request.target(), into, at);
            return WritableText.put(VERSION, into, at);
        }
        return put(StatusLine.of(((ResponseHead) head).status()), into, start);
    }

    private static int lengthSize(long bodySize) {
        return bodySize == 0 ? 0 : LENGTH_START.length + LengthField.digits(bodySize) + LINE_END;
    }

    private static int putLength(long bodySize, byte[] into, int start) {
        if (bodySize == 0) {
            return start;
        }
        int at = put(LENGTH_START, into, start);
        return putLineEnd(into, LengthField.putDigits(bodySize, into, at));
    }

    private static int size(List<Field> fields) {
        int size = 0;
        for (Field field : fields) {
            size += EncodedLines.size(field);
        }
        return size;
    }

    private static int put(byte[] bytes, byte[] into, int start) {
        System.arraycopy(bytes, 0, into, start, bytes.length);
        return start + bytes.length;
    }

    private static int putLineEnd(byte[] into, int start) {
        into[start] = '\r';
        into[start + 1] = '\n';
        return start + LINE_END;
    }
}
