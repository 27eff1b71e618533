package io.github.p2pdi.node;

/**
 * How many wrong cookies a registration server takes from one address before it answers 429 and looks at no more of them. Peers that registered
 * from that address go on being served.
 *
 * <p>Immutable.
 *
 * @param perSecond how many are forgiven each second
 * @param burst how many may come at once
 */
public record GuessLimit(int perSecond, int burst) {
    /** 10 a second, 20 at once. */
    public static final GuessLimit DEFAULT = new GuessLimit(10, 20);

    /**
     * Checks the numbers.
     *
     * @param perSecond as described above
     * @param burst as described above
     * @throws IllegalArgumentException if one is not positive
     */
    public GuessLimit {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "a limit is at least 1, not " + perSecond + " a second and " + burst + " at once");
        }
    }
}
