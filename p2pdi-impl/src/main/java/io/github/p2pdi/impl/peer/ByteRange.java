package io.github.p2pdi.impl.peer;

import java.util.Optional;

/**
 * A part of a document, as a {@code Range} header asks for it (protocol, part 2).
 *
 * @param from the first byte; -1 where the last bytes are asked for
 * @param to the last byte, or how many of the last bytes
 */
record ByteRange(long from, long to) {
    private static final String UNIT = "bytes=";
    private static final int DIGITS_OF_A_LONG = 18;

    /**
     * Reads the header. None where it asks for several parts: those are ignored.
     *
     * @throws IllegalArgumentException if it is malformed; the message says how
     */
    static Optional<ByteRange> parse(String header) {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            throw new IllegalArgumentException("Range must begin with " + UNIT);
        }
        String[] parts = header.substring(UNIT.length()).split(",", -1);
        ByteRange last = null;
        for (String part : parts) {
            last = one(part.strip());
        }
        return parts.length == 1 ? Optional.ofNullable(last) : Optional.empty();
    }

    private static ByteRange one(String part) {
        int dash = part.indexOf('-');
        if (dash < 0 || part.length() == 1) {
            throw new IllegalArgumentException("Range has the forms a-b, a- and -n");
        }
        String left = part.substring(0, dash);
        String right = part.substring(dash + 1);
        if (left.isEmpty()) {
            return new ByteRange(-1, number(right));
        }
        ByteRange range = new ByteRange(number(left), right.isEmpty() ? Long.MAX_VALUE : number(right));
        if (range.from > range.to) {
            throw new IllegalArgumentException("Range ends before it begins");
        }
        return range;
    }

    /** A number too long for a long is as good as the largest. */
    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("Range must have whole numbers");
        }
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        String significant = digits.substring(zeros);
        return significant.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(significant);
    }

    /** Where that is in a document of that size, at most so many bytes of it; none if there is nothing. */
    Optional<Part> in(long size, long most) {
        long begin = from < 0 ? Math.max(0, size - to) : from;
        if (begin >= size) {
            return Optional.empty();
        }
        long end = from < 0 ? size - 1 : Math.min(to, size - 1);
        return Optional.of(new Part(begin, Math.min(end - begin + 1, most)));
    }

    /** Bytes that are there. */
    record Part(long begin, long length) {
        /** The value of {@code Content-Range}. */
        String of(long size) {
            return "bytes " + begin + '-' + (begin + length - 1) + '/' + size;
        }
    }
}
