package io.github.p2pdi.model;

/**
 * The secret that a registration server gives a peer, and by which it knows it again. It is shown to nobody: {@link #toString()} prints stars.
 *
 * <p>Immutable.
 *
 * @param value any 64-bit integer, 0 included: a registration server of the base dialect starts counting there
 */
public record Cookie(long value) {
    /**
     * {@return the cookie that a header's text names}
     *
     * @param text an optional minus sign and 1 to 19 digits (protocol, 1.2)
     * @throws IllegalArgumentException if the text is anything else, or beyond 64 bits; the message does not repeat it
     */
    public static Cookie parse(String text) {
        int digits = text.startsWith("-") ? text.length() - 1 : text.length();
        if (digits < 1
                || digits > 19
                || !text.chars().skip(text.length() - digits).allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a cookie");
        }
        try {
            return new Cookie(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a cookie: beyond 64 bits", e);
        }
    }

    /** Written out, as that of {@link PeerAddress} is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Cookie that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    /** {@return stars: a cookie is a secret} */
    @Override
    public String toString() {
        return "***";
    }
}
