package io.github.p2pdi.impl.codec;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.WireLimits;

/**
 * Finds the end of a head as its bytes come in, and keeps its limits: each is decided at the first byte over it, wherever the input was cut. All
 * positions are counted from the start of the head, so the bytes may move between two calls.
 */
final class HeadScanner {
    private final WireLimits limits;
    private int scanned;
    private int lineStart;
    /** Whole lines so far, the start line among them. */
    private int lines;

    private int headersStart;

    HeadScanner(WireLimits limits) {
        this.limits = limits;
    }

    void reset() {
        scanned = 0;
        lineStart = 0;
        lines = 0;
        headersStart = 0;
    }

    /**
     * Scans what has come since the last call.
     *
     * @param bytes where the bytes are
     * @param from where in it the head starts
     * @param size how many bytes of the frame are there
     * @param whole whether they are the whole frame
     * @return the size of the head, or -1 if it goes on
     */
    int scan(byte[] bytes, int from, int size, boolean whole) throws MalformedMessageException {
        for (int i = lineFeed(bytes, from, scanned, size); i < size; i = lineFeed(bytes, from, i + 1, size)) {
            if (endLine(bytes, from, i)) {
                return i + 1;
            }
        }
        scanned = size;
        if (size > lineStart) {
            checkUnfinishedLine(size, bytes[from + size - 1] == '\r');
        }
        return whole ? endOfFrame(size) : -1;
    }

    private static int lineFeed(byte[] bytes, int from, int begin, int size) {
        return ByteSearch.indexOf((byte) '\n', bytes, from + begin, from + size) - from;
    }

    /** How many header lines there are, once the end of the head is known. */
    int headers() {
        return lines - 1;
    }

    /** Takes the line that ends with the line feed there, and says whether it ends the head. */
    private boolean endLine(byte[] bytes, int from, int lineFeed) throws MalformedMessageException {
        boolean proper = lineFeed > lineStart && bytes[from + lineFeed - 1] == '\r';
        int length = lineFeed - lineStart - (proper ? 1 : 0);
        if (lines == 0) {
            checkStartLine(length);
        } else if (proper && length == 0) {
            return true;
        } else {
            checkHeaders(lineFeed + 1);
        }
        if (!proper) {
            throw MalformedMessageException.inFrame("line " + (lines + 1) + " ends in a bare LF; lines end in CR LF");
        }
        lines++;
        lineStart = lineFeed + 1;
        headersStart = lines == 1 ? lineStart : headersStart;
        return false;
    }

    /** A line of which some bytes are there, and no line feed yet. A CR at its end may be half of a CR LF. */
    private void checkUnfinishedLine(int size, boolean endsInCr) throws MalformedMessageException {
        int length = size - lineStart - (endsInCr ? 1 : 0);
        if (lines == 0) {
            checkStartLine(length);
        } else if (length > 0) {
            checkHeaders(size);
        }
    }

    private void checkStartLine(int length) throws MalformedMessageException {
        if (length > limits.startLineBytes()) {
            throw MalformedMessageException.fatal(
                    Status.URI_TOO_LONG, "the start line is longer than " + limits.startLineBytes() + " bytes");
        }
    }

    /** The line under way is header number {@code lines}, the start line being number 0. */
    private void checkHeaders(int end) throws MalformedMessageException {
        if (lines > limits.headers()) {
            throw MalformedMessageException.fatal(
                    Status.HEADERS_TOO_LARGE, "there are more than " + limits.headers() + " headers");
        }
        if (end - headersStart > limits.headerBytes()) {
            throw MalformedMessageException.fatal(
                    Status.HEADERS_TOO_LARGE, "the headers are longer than " + limits.headerBytes() + " bytes");
        }
    }

    /** The blank line may be missing; half a line may not stand there instead. */
    private int endOfFrame(int size) throws MalformedMessageException {
        if (lines == 0 || size > lineStart) {
            throw MalformedMessageException.inFrame("the frame of " + size + " bytes ends within line " + (lines + 1));
        }
        return size;
    }
}
