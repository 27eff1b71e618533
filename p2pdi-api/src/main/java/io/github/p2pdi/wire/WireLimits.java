package io.github.p2pdi.wire;

/**
 * How much of a message is taken before it is refused. {@link #DEFAULT} for what is documented; each is decided at the first byte over.
 *
 * <p>Immutable.
 *
 * @param requestFrameBytes the largest frame of a request; over it: 413
 * @param startLineBytes the longest start line; over it: 414 (in an answer: malformed)
 * @param headerBytes the longest header section; over it: 431
 * @param headers the most headers; over it: 431
 */
public record WireLimits(int requestFrameBytes, int startLineBytes, int headerBytes, int headers) {
    /** The largest frame that the length field can announce: {@value} bytes. */
    public static final long LARGEST_FRAME = 9_999_999_999L;

    /** 64 KiB a request frame, 4 KiB a start line, 16 KiB of headers, 64 of them. */
    public static final WireLimits DEFAULT = new WireLimits(64 << 10, 4 << 10, 16 << 10, 64);

    /**
     * Checks the numbers.
     *
     * @param requestFrameBytes as described above
     * @param startLineBytes as described above
     * @param headerBytes as described above
     * @param headers as described above
     * @throws IllegalArgumentException if one is not positive
     */
    public WireLimits {
        if (requestFrameBytes <= 0 || startLineBytes <= 0 || headerBytes <= 0 || headers <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
