package io.github.p2pdi.impl.conversation;

import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** A connection of a listener that closes. */
public interface Ending {
    /** Lets it end once what is being answered is answered. */
    void shutDown();

    /** Waits for its end, at most so long; whether it has ended. An interrupt ends the wait; who closes it from inside, in a handler, does not wait. */
    boolean awaitEnd(long most, TimeUnit unit);

    /** Ends it now. */
    void close();

    /** Ends all: for two seconds answers that are on their way may still go out, and two more are waited for what has been ended. */
    static void endAll(Collection<? extends Ending> connections) {
        connections.forEach(Ending::shutDown);
        boolean patient = true;
        for (Ending connection : connections) {
            patient = patient && connection.awaitEnd(2, TimeUnit.SECONDS);
            connection.close();
        }
        for (Ending connection : connections) {
            connection.awaitEnd(2, TimeUnit.SECONDS);
        }
    }
}
