package io.github.p2pdi.impl.registration;

import io.github.p2pdi.transport.Exchange;

/** An exchange that somebody has let in who wants to know what keeps it. Safe for concurrent use. */
interface Visit extends Exchange {
    /** From now on its answer waits for something that takes nothing from others, such as a lookup or a save. Of no effect on one that is answered. */
    void waits();

    /** The same of any exchange, where somebody wants to know. */
    static void waits(Exchange exchange) {
        if (exchange instanceof Visit visit) {
            visit.waits();
        }
    }
}
