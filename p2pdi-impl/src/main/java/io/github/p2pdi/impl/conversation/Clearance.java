package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.runtime.PacedContent;
import io.github.p2pdi.impl.runtime.Turns;
import io.github.p2pdi.wire.Body;
import org.jspecify.annotations.Nullable;

/** How far a body may be sent by now. What the network did not take stays cleared. */
final class Clearance {
    private static final Clearance ALL = new Clearance(null);
    /** So much of a shared rate a reader who is slow to take it keeps from the others at the most. */
    private static final int MOST_OF_SHARED = 256 << 10;

    private final Turns.@Nullable Flow flow;
    private long upTo;

    private Clearance(Turns.@Nullable Flow flow) {
        this.flow = flow;
    }

    /** For documents that share a rate as far as that allows; everything else goes at once. */
    static Clearance of(Body body, Runnable onTurn) {
        return body instanceof Body.Slice slice && slice.content() instanceof PacedContent paced
                ? new Clearance(paced.turns().flow(onTurn))
                : ALL;
    }

    /** So many bytes may be asked for at once, at most {@code wanted}. */
    int most(int wanted) {
        return flow != null && flow.isLimited() ? Math.min(wanted, MOST_OF_SHARED) : wanted;
    }

    /** How many bytes behind that position of the body may go now, at most {@code wanted}. If fewer, the rest waits for its turn. */
    int take(long position, int wanted) {
        if (flow == null || wanted == 0) {
            return wanted;
        }
        long end = position + wanted;
        for (int more = 1; upTo < end && more > 0; upTo += more) {
            more = flow.take((int) (end - upTo));
        }
        return (int) (Math.min(upTo, end) - position);
    }

    void close() {
        if (flow != null) {
            flow.close();
        }
    }
}
