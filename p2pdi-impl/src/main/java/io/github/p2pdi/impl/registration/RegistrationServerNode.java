package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.ReachedLimits;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerStatistics;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.transport.Listener;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** A running registration server: what the user holds of it. It has ended when everything of it is closed, the listener first. */
public final class RegistrationServerNode implements RegistrationServer {
    private final List<PeerAddress> addresses;
    private final PeerRegistry registry;
    private final ServerEvents events;
    private final ReachedLimits limits;
    private final RunningTime time;
    private final Closer parts = new Closer();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();

    /**
     * Takes over what the server consists of, and closes it in the order of the parameters.
     *
     * @param listeners where it listens, first of all first
     * @param registry keeps the peers
     * @param events has counted what happened
     * @param limits has counted what was refused by limits
     * @param time has measured how long the process did not run
     * @param rest what else is to be closed
     */
    public RegistrationServerNode(
            List<Listener> listeners,
            PeerRegistry registry,
            ServerEvents events,
            ReachedLimits limits,
            RunningTime time,
            AutoCloseable rest) {
        this.addresses = listeners.stream().map(Listener::address).toList();
        this.registry = registry;
        this.events = events;
        this.limits = limits;
        this.time = time;
        parts.add(rest);
        parts.add(registry);
        listeners.forEach(parts::add);
    }

    @Override
    public PeerAddress address() {
        return addresses.get(0);
    }

    @Override
    public List<PeerAddress> addresses() {
        return addresses;
    }

    @Override
    public List<Peer> activePeers() {
        return registry.listed().peers();
    }

    @Override
    public RegistrationServerStatistics statistics() {
        return events.snapshot(active(), limits.counts(), time.paused());
    }

    private int active() {
        try {
            return closing.get() ? 0 : registry.size();
        } catch (IllegalStateException e) {
            if (closing.get()) {
                // It was closed since it was looked at.
                return 0;
            }
            throw e;
        }
    }

    @Override
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                parts.close();
            } finally {
                closed.countDown();
            }
        }
    }

    @Override
    public String toString() {
        return "registration server at " + address();
    }
}
