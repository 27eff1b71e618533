package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.model.Status;
import java.time.Duration;

/** How often a holder that cannot deliver for now is asked again, and when. What was delivered since makes all good. */
final class Patience {
    private static final int MOST_TRIES = 5;
    /** Of one that was never reached. */
    private static final int FIRST_TRIES = 2;

    private static final int MOST_BUSY = 30;
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private Patience() {}

    /** A holder has failed. Whether it may be asked again. */
    static boolean failed(Holder holder, P2pdiException why, long now) {
        int most = why instanceof PeerUnreachableException && !holder.delivered ? FIRST_TRIES : MOST_TRIES;
        return ++holder.tries < most && later(holder, FIRST_BACK_OFF.multipliedBy(1L << (holder.tries - 1)), why, now);
    }

    /** Whether a refusal says no more than that. */
    static boolean isBusy(RequestRefusedException refusal) {
        return refusal.status().equals(Status.UNAVAILABLE) || refusal.status().equals(Status.TOO_MANY_REQUESTS);
    }

    /** A holder says that it is busy. Whether it may be asked again. */
    static boolean busy(Holder holder, RequestRefusedException why, long now) {
        if (holder.busy >= MOST_BUSY) {
            return false;
        }
        holder.busy++;
        Duration wait = why.retryAfter()
                .filter(named -> named.compareTo(FIRST_BACK_OFF) > 0)
                .orElse(FIRST_BACK_OFF);
        return later(holder, wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait, why, now);
    }

    private static boolean later(Holder holder, Duration wait, P2pdiException why, long now) {
        holder.readyAt = now + wait.toNanos();
        holder.outcome = "failed: " + why.getMessage();
        holder.passing = true;
        return true;
    }
}
