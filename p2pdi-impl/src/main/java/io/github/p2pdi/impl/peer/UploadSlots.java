package io.github.p2pdi.impl.peer;

import io.github.p2pdi.transport.Exchange;
import java.util.concurrent.Semaphore;

/** How many documents are sent at once; more are asked to come again. Safe for concurrent use. */
final class UploadSlots {
    private final Semaphore free;

    UploadSlots(int most) {
        free = new Semaphore(most);
    }

    /** Takes a slot until the exchange has ended, if there is one. */
    boolean take(Exchange exchange) {
        boolean taken = free.tryAcquire();
        if (taken) {
            exchange.onEnd(outcome -> free.release());
        }
        return taken;
    }
}
