package io.github.p2pdi.impl.codec;

import io.github.p2pdi.model.Status;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** The first lines of answers, encoded once for each status. */
final class StatusLine {
    /** Lower ones announce an answer to come, which is not in the protocol. */
    private static final int LOWEST = 200;

    private static final byte[][] LINES = IntStream.rangeClosed(LOWEST, 999)
            .mapToObj(Status::new)
            .map(status -> "HTTP/1.1 " + status.code() + " " + status.phrase() + "\r\n")
            .map(line -> line.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);

    private StatusLine() {}

    /** The line of that status; not to be changed. */
    static byte[] of(Status status) {
        if (status.code() < LOWEST) {
            throw new IllegalArgumentException("status " + status.code() + " is never sent");
        }
        return LINES[status.code() - LOWEST];
    }
}
