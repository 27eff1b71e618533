package io.github.p2pdi.registry;

import java.time.Duration;
import java.util.Optional;

/**
 * Which leases are granted.
 *
 * <p>Immutable.
 *
 * @param least the shortest
 * @param most the longest
 * @param standard what those get who ask for none
 */
public record LeaseTerms(Duration least, Duration most, Duration standard) {
    /** At least 30 s, at most 7200 s, and 7200 s for who asks for none. */
    public static final LeaseTerms DEFAULT = of(Duration.ofSeconds(7200));

    /**
     * Checks the order.
     *
     * @param least as described above
     * @param most as described above
     * @param standard as described above
     * @throws IllegalArgumentException if they are not positive, or not in the order least, standard, most
     */
    public LeaseTerms {
        if (least.isNegative() || least.isZero() || standard.compareTo(least) < 0 || standard.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "leases must be 0 < least <= standard <= most, not " + least + ", " + standard + ", " + most);
        }
    }

    /**
     * {@return terms that give this lease to those who ask for none, and to nobody more} The least is 30 s, or the standard if that is less.
     *
     * @param standard what those get who ask for none
     * @throws IllegalArgumentException if it is not positive
     */
    public static LeaseTerms of(Duration standard) {
        Duration usual = Duration.ofSeconds(30);
        return new LeaseTerms(standard.compareTo(usual) < 0 ? standard : usual, standard, standard);
    }

    /**
     * {@return the lease for somebody who asks for this}
     *
     * @param asked what is asked for, if anything
     */
    public Duration grant(Optional<Duration> asked) {
        Duration lease = asked.orElse(standard);
        if (lease.compareTo(least) < 0) {
            return least;
        }
        return lease.compareTo(most) > 0 ? most : lease;
    }
}
