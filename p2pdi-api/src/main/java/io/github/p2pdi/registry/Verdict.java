package io.github.p2pdi.registry;

import io.github.p2pdi.model.Registration;
import java.time.Duration;

/** What becomes of a {@link Claim}. */
public sealed interface Verdict {
    /**
     * The address is the peer's.
     *
     * <p>Immutable.
     *
     * @param registration the record, with the cookie to use from now on
     */
    record Granted(Registration registration) implements Verdict {}

    /**
     * The address belongs to somebody else whose lease runs; his record is untouched.
     *
     * <p>Immutable.
     *
     * @param leaseLeft how long that lease still runs
     */
    record Held(Duration leaseLeft) implements Verdict {}

    /** There is no room for another peer. */
    record Full() implements Verdict {}

    /** What there is to keep registrations on does not take any now, for instance as a disk is full. Nothing has changed. */
    record NotKept() implements Verdict {}

    /**
     * The source has as many active peers as it may have.
     *
     * <p>Immutable.
     *
     * @param limit how many that are
     */
    record Crowded(int limit) implements Verdict {}
}
