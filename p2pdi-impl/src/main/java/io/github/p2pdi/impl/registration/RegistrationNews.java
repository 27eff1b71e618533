package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listener and the log what becomes of a registration: a loss once, however often it is seen. Safe for concurrent use. */
final class RegistrationNews {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationNews.class);

    private final PeerAddress server;
    private final RegistrationListener listener;
    private final AtomicBoolean lossTold = new AtomicBoolean();

    RegistrationNews(PeerAddress server, RegistrationListener listener) {
        this.server = server;
        this.listener = listener;
    }

    void registered(Peer self) {
        lossTold.set(false);
        LOG.info(
                "{} is registered with {} for {} s",
                self.address(),
                server,
                self.ttl().toSeconds());
        listener.registered(self);
    }

    /** A renewal is news only where a loss was told: it was none. */
    void renewed(Peer self) {
        if (lossTold.get()) {
            registered(self);
        }
    }

    /** Whoever left knows it: only the log is told. */
    void left() {
        LOG.info("left {}", server);
    }

    void lost(P2pdiException cause) {
        if (lossTold.compareAndSet(false, true)) {
            LOG.warn("not registered with {}, trying on: {}", server, cause.getMessage());
            listener.lost(cause);
        }
    }
}
