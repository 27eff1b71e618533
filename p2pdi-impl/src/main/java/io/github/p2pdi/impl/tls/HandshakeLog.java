package io.github.p2pdi.impl.tls;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who could not shake hands, and why. Anybody can fail as often as he likes: one is told every ten seconds, with the number of those since. Safe for concurrent use. */
final class HandshakeLog {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeLog.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    private final TimeSource time;
    private long nextNanos;
    private int untold;

    HandshakeLog(TimeSource time) {
        this.time = time;
        nextNanos = time.nanos();
    }

    void failed(PeerAddress who, SSLException why) {
        if (HandshakeFailure.CLOSED_EARLY.equals(why.getMessage())) {
            // Whoever only looks whether a port is open does that.
            LOG.debug("{}: {}", who, why.getMessage());
            return;
        }
        int others;
        synchronized (this) {
            if (time.nanos() - nextNanos < 0) {
                untold++;
                return;
            }
            nextNanos = time.nanos() + INTERVAL_NANOS;
            others = untold;
            untold = 0;
        }
        LOG.warn(
                "{} could not connect by TLS: {}{}",
                who,
                why.getMessage(),
                others == 0 ? "" : " (and " + others + " others before)");
    }
}
