package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener and the log what becomes of a registration: a loss once, however often it is seen. Safe for concurrent use. */
final class RegistrationNews {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationNews.class);

    private final PeerAddress server;
    private final RegistrationListener listener;
    private final AtomicBoolean lossTold = new AtomicBoolean();
    private final RegistrationCounts counts;

    RegistrationNews(PeerAddress server, RegistrationListener listener, RegistrationCounts counts) {
        this.server = server;
        this.listener = listener;
        this.counts = counts;
    }

    void registered(Peer self) {
        counts.registrations.increment();
        tellRegistered(self);
    }

    private void tellRegistered(Peer self) {
        lossTold.set(false);
        LOG.info(
                "{} is registered with {} for {} s",
                self.address(),
                server,
                self.ttl().toSeconds());
        listener.registered(server, self);
    }

    /** Where a loss was told, it was none. */
    void renewed(Peer self) {
        counts.renewals.increment();
        if (lossTold.get()) {
            tellRegistered(self);
        }
        listener.renewed(server, self);
    }

    void listed(List<Peer> active) {
        listener.listed(server, active);
    }

    void left() {
        LOG.info("left {}", server);
        listener.left(server);
    }

    /** The server has forgotten the peer. */
    void forgotten(P2pdiException cause) {
        counts.losses.increment();
        lost(cause);
    }

    /** A call has failed, of those that happen by themselves. */
    void failed(P2pdiException cause) {
        counts.failures.increment();
        lost(cause);
    }

    private void lost(P2pdiException cause) {
        if (lossTold.compareAndSet(false, true)) {
            LOG.warn("not registered with {}, trying on: {}", server, cause.getMessage());
            listener.lost(server, cause);
        }
    }
}
