package io.github.p2pdi.impl.codec;

import java.nio.charset.StandardCharsets;

/** The versions that are read. */
final class Version {
    private static final byte[] NEWER = "HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OLDER = "HTTP/1.0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEWER_SHORT = "11".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OLDER_SHORT = "10".getBytes(StandardCharsets.US_ASCII);

    private Version() {}

    /** A version as it stands in a request. */
    static boolean isFull(HeadBytes head, int from, int to) {
        return head.matches(NEWER, from, to) || head.matches(OLDER, from, to);
    }

    /** A version as it stands in an answer: some implementations write the short form there. */
    static boolean isFullOrShort(HeadBytes head, int from, int to) {
        return isFull(head, from, to) || head.matches(NEWER_SHORT, from, to) || head.matches(OLDER_SHORT, from, to);
    }
}
