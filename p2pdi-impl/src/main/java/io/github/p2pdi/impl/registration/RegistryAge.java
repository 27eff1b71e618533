package io.github.p2pdi.impl.registration;

import java.time.Duration;

/** How long a registry has been running, all its runs together, as its clock goes: between two runs it does not age. Immutable. */
final class RegistryAge {
    private final long bornAt;

    /** It is that old now. */
    RegistryAge(Duration age, long now) {
        bornAt = now - age.toNanos();
    }

    Duration at(long nanos) {
        return Duration.ofNanos(nanos - bornAt);
    }

    /** The moment at which it was, or will be, that old. */
    long nanos(Duration age) {
        return bornAt + age.toNanos();
    }
}
