package io.github.p2pdi.impl.registration;

import io.github.p2pdi.transport.Remote;
import java.util.HashMap;
import java.util.Map;

/** A number of places, of which each source has a part at the most, this machine excepted: so that nobody keeps all others waiting. Safe for concurrent use. */
final class SourceShares {
    private final int all;
    private final int each;
    private final Map<String, Integer> taken = new HashMap<>();
    private int inUse;

    /** So many places in all, and so many for each source. */
    SourceShares(int all, int each) {
        this.all = all;
        this.each = each;
    }

    /** Takes a place, if there is one; it is to be given back. */
    synchronized boolean take(String source) {
        int most = source.equals(Remote.LOOPBACK) ? all : each;
        if (inUse >= all || taken.getOrDefault(source, 0) >= most) {
            return false;
        }
        inUse++;
        taken.merge(source, 1, Integer::sum);
        return true;
    }

    synchronized void giveBack(String source) {
        inUse--;
        taken.computeIfPresent(source, (any, count) -> count == 1 ? null : count - 1);
    }
}
