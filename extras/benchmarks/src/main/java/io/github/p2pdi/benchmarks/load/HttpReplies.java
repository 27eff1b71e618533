package io.github.p2pdi.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Replies of HTTP/1 that have a Content-Length. Anything but a 2xx says no. */
public final class HttpReplies implements Replies {
    private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
    private static final int CODE_AT = 9;

    private final byte[] head = new byte[8192];
    private int size;
    private boolean inBody;
    private long left;
    private boolean refused;

    @Override
    public boolean take(ByteBuffer in) {
        while (!inBody && in.hasRemaining()) {
            head[size++] = in.get();
            if (isHeadWhole()) {
                refused = head[CODE_AT] != '2';
                left = contentLength();
                inBody = true;
            } else if (size == head.length) {
                throw new IllegalStateException("a reply has a head of more than " + size + " bytes");
            }
        }
        int count = (int) Math.min(left, in.remaining());
        in.position(in.position() + count);
        left -= count;
        if (inBody && left == 0) {
            reset();
            return true;
        }
        return false;
    }

    @Override
    public boolean refused() {
        return refused;
    }

    @Override
    public void reset() {
        size = 0;
        inBody = false;
        left = 0;
    }

    private boolean isHeadWhole() {
        return size >= 4
                && head[size - 1] == '\n'
                && head[size - 2] == '\r'
                && head[size - 3] == '\n'
                && head[size - 4] == '\r';
    }

    private long contentLength() {
        for (int i = 0; i < size - LENGTH.length; i++) {
            if (isLengthAt(i)) {
                return number(i + LENGTH.length);
            }
        }
        return 0;
    }

    private boolean isLengthAt(int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            byte found = head[at + i];
            byte lower = found >= 'A' && found <= 'Z' ? (byte) (found | 0x20) : found;
            if (lower != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from) {
        long value = 0;
        for (int i = from; head[i] != '\r'; i++) {
            if (head[i] != ' ') {
                value = value * 10 + head[i] - '0';
            }
        }
        return value;
    }
}
