package io.github.p2pdi.impl.registration;

import io.github.p2pdi.node.RegistrationStatistics;
import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of a peer's registrations, with all its servers together. Safe for concurrent use. */
final class RegistrationCounts {
    final LongAdder registrations = new LongAdder();
    final LongAdder renewals = new LongAdder();
    final LongAdder losses = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder moves = new LongAdder();

    RegistrationStatistics now() {
        return new RegistrationStatistics(
                registrations.sum(), renewals.sum(), losses.sum(), failures.sum(), moves.sum());
    }
}
