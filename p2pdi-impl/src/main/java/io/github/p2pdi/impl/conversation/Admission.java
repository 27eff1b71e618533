package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Counts a listener's connections, in all and by source; loopback has no limit of its own. The monitor guards both counts. */
public final class Admission {
    private final TransportContext context;
    private final TransportLimits limits;
    private final Map<String, Integer> bySource = new HashMap<>();
    private int all;

    public Admission(TransportContext context) {
        this.context = context;
        this.limits = context.limits();
    }

    /** Counts a new connection, if it is not one too many. */
    public Place admit(Remote remote) {
        Limit reached = count(remote);
        if (reached != null) {
            context.limitReached(reached);
        }
        return new Place(remote, reached == null);
    }

    /** The limit by which it is one too many, or null. */
    private synchronized @Nullable Limit count(Remote remote) {
        if (all >= limits.connections()) {
            return Limit.CONNECTIONS;
        }
        if (!remote.isLoopback() && bySource.merge(remote.source(), 1, Integer::sum) > limits.connectionsPerSource()) {
            drop(remote);
            return Limit.CONNECTIONS_PER_SOURCE;
        }
        all++;
        return null;
    }

    /** Whether no connection more is admitted, wherever it comes from. */
    public synchronized boolean isFull() {
        return all >= limits.connections();
    }

    private synchronized void release(Remote remote) {
        all--;
        drop(remote);
    }

    private void drop(Remote remote) {
        if (!remote.isLoopback()) {
            bySource.computeIfPresent(remote.source(), (source, count) -> count == 1 ? null : count - 1);
        }
    }

    /** What a connection was told. Whoever was admitted counts until it is closed, once. */
    public final class Place implements AutoCloseable {
        private final Remote remote;
        private final boolean granted;
        private final AtomicBoolean counts;

        private Place(Remote remote, boolean granted) {
            this.remote = remote;
            this.granted = granted;
            this.counts = new AtomicBoolean(granted);
        }

        public boolean isGranted() {
            return granted;
        }

        @Override
        public void close() {
            if (counts.getAndSet(false)) {
                release(remote);
            }
        }
    }
}
