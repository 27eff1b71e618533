package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.RegistrationStatistics;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener and the log what becomes of a registration: a loss once, however often it is seen. Safe for concurrent use. */
final class RegistrationNews {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationNews.class);

    private final PeerAddress server;
    private final RegistrationListener listener;
    private final AtomicBoolean lossTold = new AtomicBoolean();
    private final LongAdder registrations = new LongAdder();
    private final LongAdder renewals = new LongAdder();
    private final LongAdder losses = new LongAdder();
    private final LongAdder failures = new LongAdder();

    RegistrationNews(PeerAddress server, RegistrationListener listener) {
        this.server = server;
        this.listener = listener;
    }

    RegistrationStatistics statistics() {
        return new RegistrationStatistics(registrations.sum(), renewals.sum(), losses.sum(), failures.sum());
    }

    void registered(Peer self) {
        registrations.increment();
        tellRegistered(self);
    }

    private void tellRegistered(Peer self) {
        lossTold.set(false);
        LOG.info(
                "{} is registered with {} for {} s",
                self.address(),
                server,
                self.ttl().toSeconds());
        listener.registered(self);
    }

    /** Where a loss was told, it was none. */
    void renewed(Peer self) {
        renewals.increment();
        if (lossTold.get()) {
            tellRegistered(self);
        }
        listener.renewed(self);
    }

    void left() {
        LOG.info("left {}", server);
        listener.left();
    }

    /** The server has forgotten the peer. */
    void forgotten(P2pdiException cause) {
        losses.increment();
        lost(cause);
    }

    /** A call has failed, of those that happen by themselves. */
    void failed(P2pdiException cause) {
        failures.increment();
        lost(cause);
    }

    private void lost(P2pdiException cause) {
        if (lossTold.compareAndSet(false, true)) {
            LOG.warn("not registered with {}, trying on: {}", server, cause.getMessage());
            listener.lost(cause);
        }
    }
}
