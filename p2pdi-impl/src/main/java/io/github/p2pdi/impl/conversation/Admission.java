package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportLimits;
import java.util.HashMap;
import java.util.Map;

/** Counts a listener's connections, in all and by source; loopback has no limit of its own. The monitor guards both counts. */
public final class Admission {
    private final TransportLimits limits;
    private final Map<String, Integer> bySource = new HashMap<>();
    private int all;

    public Admission(TransportLimits limits) {
        this.limits = limits;
    }

    /** Counts a new connection, or says that it is one too many. */
    public synchronized boolean admit(Remote remote) {
        if (all >= limits.connections()) {
            return false;
        }
        if (!remote.isLoopback() && bySource.merge(remote.source(), 1, Integer::sum) > limits.connectionsPerSource()) {
            drop(remote);
            return false;
        }
        all++;
        return true;
    }

    /** Whether no connection more is admitted, wherever it comes from. */
    public synchronized boolean isFull() {
        return all >= limits.connections();
    }

    /** Forgets a connection that was admitted. */
    public synchronized void release(Remote remote) {
        all--;
        drop(remote);
    }

    private void drop(Remote remote) {
        if (!remote.isLoopback()) {
            bySource.computeIfPresent(remote.source(), (source, count) -> count == 1 ? null : count - 1);
        }
    }
}
