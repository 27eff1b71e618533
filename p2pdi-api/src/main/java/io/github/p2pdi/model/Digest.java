package io.github.p2pdi.model;

import java.util.HexFormat;

/**
 * The SHA-256 digest of a document (FIPS 180-4).
 *
 * <p>Immutable.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) {
    private static final int DIGITS = 64;

    /**
     * Checks the form.
     *
     * @param hex as described above
     * @throws IllegalArgumentException if {@code hex} is not 64 lower-case hexadecimal digits
     */
    public Digest {
        if (!isLowerCaseHex(hex)) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex: '" + HostNames.shown(hex) + "'");
        }
    }

    /**
     * {@return the digest whose bytes these are}
     *
     * @param sha256 32 bytes, copied
     * @throws IllegalArgumentException if there are not 32
     */
    public static Digest of(byte[] sha256) {
        return new Digest(HexFormat.of().formatHex(sha256));
    }

    /** A loop, as an index of many records is checked digest by digest, and a pattern takes five times as long. */
    private static boolean isLowerCaseHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == DIGITS;
    }

    /** {@return the first eight digits, enough for people to tell digests apart} */
    public String prefix() {
        return hex.substring(0, 8);
    }

    /** Written out, as that of {@link PeerAddress} is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && hex.equals(that.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    /** {@return the hexadecimal digits} */
    @Override
    public String toString() {
        return hex;
    }
}
