package io.github.p2pdi.node;

/**
 * How much a peer's index takes from others. What is more is refused, and displaces nothing that is there; the peer's own records are not counted.
 *
 * <p>Immutable.
 *
 * @param recordsOfOne how many records one peer may tell, its own and others'; its own come first
 * @param records how many records there may be in all
 * @param textBytesOfOne how many bytes the titles, file names and host names may take that one peer tells, in UTF-8
 * @param textBytes how many bytes they may take in all
 */
public record IndexLimits(int recordsOfOne, int records, long textBytesOfOne, long textBytes) {
    /** 100,000 records of one peer, 1,000,000 in all; 32 MiB of text of one peer, 256 MiB in all. */
    public static final IndexLimits DEFAULT = new IndexLimits(100_000, 1_000_000, 32L << 20, 256L << 20);

    private static final int MOST_RECORDS = 100_000_000;
    private static final long MOST_TEXT = 1L << 30;

    /**
     * Checks the numbers.
     *
     * @param recordsOfOne 1 to 100,000,000
     * @param records 1 to 100,000,000
     * @param textBytesOfOne 1 to 1,073,741,824
     * @param textBytes 1 or more
     * @throws IllegalArgumentException if one is out of its range
     */
    public IndexLimits {
        check("recordsOfOne", recordsOfOne, MOST_RECORDS);
        check("records", records, MOST_RECORDS);
        check("textBytesOfOne", textBytesOfOne, MOST_TEXT);
        check("textBytes", textBytes, Long.MAX_VALUE);
    }

    /**
     * {@return these limits with other numbers of records}
     *
     * @param ofOne how many records one peer may tell
     * @param inAll how many records there may be in all
     */
    public IndexLimits withRecords(int ofOne, int inAll) {
        return new IndexLimits(ofOne, inAll, textBytesOfOne, textBytes);
    }

    /**
     * {@return these limits with other numbers of bytes}
     *
     * @param ofOne how many bytes of text one peer may tell
     * @param inAll how many bytes of text there may be in all
     */
    public IndexLimits withTextBytes(long ofOne, long inAll) {
        return new IndexLimits(recordsOfOne, records, ofOne, inAll);
    }

    private static void check(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(name + " is 1 to " + most + ", not " + value);
        }
    }
}
