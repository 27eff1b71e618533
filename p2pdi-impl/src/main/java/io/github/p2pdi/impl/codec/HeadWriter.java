package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;

/** Writes the length field and the head of one message: first all is checked and measured, then one array of exactly that size is filled. */
final class HeadWriter {
    private static final String VERSION = "HTTP/1.1";
    private static final String LENGTH_START = HeaderNames.CONTENT_LENGTH + ": ";

    private final byte[] bytes;
    private int at = LengthField.BYTES;

    private HeadWriter(int size) {
        this.bytes = new byte[LengthField.BYTES + size];
    }

    static ByteBuffer write(Head head, long bodySize) {
        if (bodySize < 0) {
            throw new IllegalArgumentException("a body of " + bodySize + " bytes");
        }
        String length = bodySize == 0 ? "" : Long.toString(bodySize);
        int size = size(head, length);
        if (bodySize > WireLimits.LARGEST_FRAME - size) {
            throw new IllegalArgumentException("a frame of " + size + " bytes of head and " + bodySize
                    + " of body is more than " + WireLimits.LARGEST_FRAME);
        }
        return new HeadWriter(size).fill(head, length, size + bodySize);
    }

    private static int size(Head head, String length) {
        int size = startLineSize(head) + 2;
        size += length.isEmpty() ? 2 : LENGTH_START.length() + length.length() + 4;
        for (Headers.Field field : head.headers().fields()) {
            size += WritableText.nameSize(field.name()) + 2 + WritableText.valueSize(field) + 2;
        }
        return size;
    }

    private static int startLineSize(Head head) {
        if (head instanceof Request request) {
            return WritableText.methodSize(request.method())
                    + 1
                    + WritableText.targetSize(request.target())
                    + 1
                    + VERSION.length();
        }
        ResponseHead answer = (ResponseHead) head;
        if (answer.status().code() < 200) {
            throw new IllegalArgumentException("status " + answer.status().code() + " is never sent");
        }
        return VERSION.length() + 5 + answer.status().phrase().length();
    }

    private ByteBuffer fill(Head head, String length, long frameSize) {
        LengthField.write(bytes, frameSize);
        startLine(head);
        lineEnd();
        if (!length.isEmpty()) {
            put(LENGTH_START);
            put(length);
            lineEnd();
        }
        for (Headers.Field field : head.headers().fields()) {
            put(field.name());
            put(": ");
            put(field.value());
            lineEnd();
        }
        lineEnd();
        return ByteBuffer.wrap(bytes);
    }

    private void startLine(Head head) {
        if (head instanceof Request request) {
            put(request.method());
            put(" ");
            put(request.target());
            put(" ");
            put(VERSION);
        } else if (head instanceof ResponseHead answer) {
            put(VERSION);
            put(" ");
            put(Integer.toString(answer.status().code()));
            put(" ");
            put(answer.status().phrase());
        }
    }

    private void put(String text) {
        at = WritableText.put(text, bytes, at);
    }

    private void lineEnd() {
        bytes[at++] = '\r';
        bytes[at++] = '\n';
    }
}
