package io.github.p2pdi.impl.registration;

import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a registry once a second, so that leases that end are told and forgotten though nobody asks. Where many end at once it says so: more often
 * that is a network that broke than peers that died. It changes nothing by it. The monitor guards the fields.
 */
public final class Sweep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int MANY = 20;
    private static final double SHARE = 0.15;

    private final PeerRegistry registry;
    private final ServerEvents events;
    private final TimeSource time;
    private final Executor executor;
    private int activeBefore;
    private long expiredBefore;
    private boolean closed;
    private TimeSource.Scheduled next;

    /** Begins; {@code executor} runs what may block in the registry. */
    public Sweep(PeerRegistry registry, ServerEvents events, TimeSource time, Executor executor) {
        this.registry = registry;
        this.events = events;
        this.time = time;
        this.executor = executor;
        next = time.schedule(EVERY, this::begin);
    }

    /** Whatever becomes of a look, or if no thread can be had for it, the next one comes. */
    private void begin() {
        boolean begun = false;
        try {
            executor.execute(this::sweep);
            begun = true;
        } catch (RejectedExecutionException e) {
            LOG.debug("no thread to sweep on", e);
        } finally {
            if (!begun) {
                again();
            }
        }
    }

    private void sweep() {
        try {
            if (!isClosed()) {
                look();
            }
        } catch (IllegalStateException e) {
            LOG.debug("the registry was closed meanwhile", e);
        } finally {
            again();
        }
    }

    private void look() {
        int active = registry.size();
        long expired = events.expirations();
        long gone;
        int before;
        synchronized (this) {
            gone = expired - expiredBefore;
            before = activeBefore;
            activeBefore = active;
            expiredBefore = expired;
        }
        if (gone >= MANY && gone > SHARE * before) {
            LOG.warn("{} of {} leases ended within a second: is the network in order?", gone, before);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void again() {
        if (!closed) {
            // A look that failed on the caller's own thread has seen to it already.
            next.cancel();
            next = time.schedule(EVERY, this::begin);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        next.cancel();
    }
}
