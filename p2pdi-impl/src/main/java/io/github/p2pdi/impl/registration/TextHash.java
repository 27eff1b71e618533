package io.github.p2pdi.impl.registration;

/**
 * Hashes text that strangers choose: a polynomial whose base is a secret, so that nobody can make many that collide. The known exceptions, which collide
 * for every base, are longer than a host name can be.
 *
 * <p>Immutable.
 */
final class TextHash {
    private final long base;

    /** {@code secret} is random. */
    TextHash(long secret) {
        base = secret | 1;
    }

    int of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = hash * base + text.charAt(i);
        }
        return (int) (hash >>> Integer.SIZE);
    }
}
