package io.github.p2pdi.wire;

import java.util.List;
import java.util.Optional;

/**
 * The headers of a message, in order. Names compare without regard to case (RFC 9110, 5.1); a name may stand more than once.
 *
 * <p>Immutable.
 *
 * @param fields the header lines
 */
public record Headers(List<Field> fields) {
    /** No headers at all. */
    public static final Headers NONE = new Headers(List.of());

    /**
     * Takes a copy of the list.
     *
     * @param fields as described above
     */
    public Headers {
        fields = List.copyOf(fields);
    }

    /**
     * {@return headers of one field}
     *
     * @param name the name
     * @param value the value
     */
    public static Headers of(String name, String value) {
        return new Headers(List.of(new Field(name, value)));
    }

    /**
     * {@return these headers with one more at the end}
     *
     * @param name the name
     * @param value the value
     */
    public Headers with(String name, String value) {
        return new Headers(joined(fields, List.of(new Field(name, value))));
    }

    /**
     * {@return these headers, and behind them those}
     *
     * @param others what to add
     */
    public Headers with(Headers others) {
        if (others.fields.isEmpty()) {
            return this;
        }
        return fields.isEmpty() ? others : new Headers(joined(fields, others.fields));
    }

    private static List<Field> joined(List<Field> first, List<Field> second) {
        Field[] all = new Field[first.size() + second.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < first.size() ? first.get(i) : second.get(i - first.size());
        }
        return List.of(all);
    }

    /**
     * {@return the value of the first header of that name}
     *
     * @param name in any case
     */
    public Optional<String> first(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }

    /**
     * {@return how many headers have that name}
     *
     * @param name in any case
     */
    public int count(String name) {
        int count = 0;
        for (Field field : fields) {
            count += field.name.equalsIgnoreCase(name) ? 1 : 0;
        }
        return count;
    }

    /**
     * One header line.
     *
     * <p>Immutable.
     *
     * @param name a token (RFC 9110, 5.6.2)
     * @param value text without control characters
     */
    public record Field(String name, String value) {
        /** Of those that are drawn at random, all but one in ten thousand have as many. */
        private static final int FEWEST_COOKIE_DIGITS = 16;

        /** Written out, as that of {@link io.github.p2pdi.model.PeerAddress} is. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Field that && name.equals(that.name) && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return name.hashCode() * 31 + value.hashCode();
        }

        /**
         * {@return {@code name: value}; the value of a cookie header is stars, and so is a number as long as cookies are in any other} The name of a header may have
         * come damaged.
         */
        @Override
        public String toString() {
            return name + ": " + (name.equalsIgnoreCase(HeaderNames.PEER_COOKIE) || isLongNumber() ? "***" : value);
        }

        private boolean isLongNumber() {
            return value.length() >= FEWEST_COOKIE_DIGITS
                    && value.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        }
    }
}
