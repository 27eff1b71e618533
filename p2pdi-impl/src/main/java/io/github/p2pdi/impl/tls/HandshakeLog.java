package io.github.p2pdi.impl.tls;

import io.github.p2pdi.impl.runtime.RareLog;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who could not shake hands, and why. Safe for concurrent use. */
final class HandshakeLog {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeLog.class);

    private final RareLog rare;

    HandshakeLog(TimeSource time) {
        rare = new RareLog(time);
    }

    void failed(PeerAddress who, SSLException why) {
        if (HandshakeFailure.CLOSED_EARLY.equals(why.getMessage())) {
            // Whoever only looks whether a port is open does that.
            LOG.debug("{}: {}", who, why.getMessage());
        } else {
            rare.tell(others -> LOG.warn("{} could not connect by TLS: {}{}", who, why.getMessage(), others));
        }
    }
}
