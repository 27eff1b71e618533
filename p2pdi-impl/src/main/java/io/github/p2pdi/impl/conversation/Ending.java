package io.github.p2pdi.impl.conversation;

import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** A connection of a listener that closes. */
public interface Ending {
    /** For all connections together. */
    long GRACE_NANOS = 2_000_000_000L;

    /** Lets it end once what is being answered is answered. */
    void shutDown();

    /** Waits for its end, at most so long, not at all if that is negative; whether it has ended. An interrupt ends the wait; who closes it from inside, in a handler, does not wait. */
    boolean awaitEnd(long most, TimeUnit unit);

    /** Ends it now. */
    void close();

    /** Ends all: for two seconds answers that are on their way may still go out, and two more are waited for what has been ended. */
    static void endAll(Collection<? extends Ending> connections) {
        connections.forEach(Ending::shutDown);
        boolean patient = true;
        long by = System.nanoTime() + GRACE_NANOS;
        for (Ending connection : connections) {
            patient = patient && connection.awaitEnd(by - System.nanoTime(), TimeUnit.NANOSECONDS);
            connection.close();
        }
        by = System.nanoTime() + GRACE_NANOS;
        for (Ending connection : connections) {
            connection.awaitEnd(by - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
