package io.github.p2pdi.impl.registration;

/**
 * Hashes text that strangers choose: a polynomial modulo a prime, whose base is a secret. Two names collide for few of the bases, whatever they are, so
 * nobody can make many that collide. Modulo a power of two there are short names that collide for every base.
 *
 * <p>Immutable.
 */
final class TextHash {
    private static final int BITS = 61;
    /** A prime. */
    private static final long MODULUS = (1L << BITS) - 1;

    private final long base;

    /** {@code secret} is random. */
    TextHash(long secret) {
        base = Math.max(2, secret & MODULUS);
    }

    int of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = timesBase(hash + text.charAt(i));
        }
        return (int) hash;
    }

    /** A number below 2^62 that is the product modulo the prime, for any below 2^62. */
    private long timesBase(long number) {
        long high = Math.multiplyHigh(number, base) << (Long.SIZE - BITS);
        long low = number * base;
        long sum = (low & MODULUS) + (high | low >>> BITS);
        return sum >= MODULUS ? sum - MODULUS : sum;
    }
}
