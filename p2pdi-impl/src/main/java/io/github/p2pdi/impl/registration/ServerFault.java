package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.model.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Tells failures of a registration server from what it has to say to this peer. Without state. */
final class ServerFault {
    /** What a server that is well answers to one peer and not to another. */
    private static final Set<Status> JUDGEMENTS = Set.of(Status.FORBIDDEN, Status.CONFLICT, Status.TOO_MANY_REQUESTS);

    private ServerFault() {}

    /** Whether another server may serve where this one did not. One that was waited for by an interrupted thread has done nothing wrong. */
    static boolean isOf(P2pdiException failure) {
        boolean judgement = failure instanceof RequestRefusedException refusal && JUDGEMENTS.contains(refusal.status());
        return !judgement && !failure.wasInterrupted();
    }

    /** Whether the server can serve, and will when it is asked again at the time it has named. */
    static boolean isBusy(P2pdiException failure) {
        return failure instanceof RequestRefusedException refusal
                && refusal.status().equals(Status.UNAVAILABLE)
                && refusal.retryAfter().isPresent();
    }

    /** When the server wants to be asked again. */
    static Optional<Duration> retryAfter(P2pdiException failure) {
        return failure instanceof RequestRefusedException refusal ? refusal.retryAfter() : Optional.empty();
    }
}
