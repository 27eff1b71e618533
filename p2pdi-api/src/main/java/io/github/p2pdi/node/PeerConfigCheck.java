package io.github.p2pdi.node;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** What the values of a {@link PeerConfig} must be. */
final class PeerConfigCheck {
    private PeerConfigCheck() {}

    static void check(PeerConfig config) {
        for (Duration each : new Duration[] {config.connectTimeout(), config.callTimeout()}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("a time limit is more than zero, not " + each);
            }
        }
        if (!config.refreshInterval().isZero() && config.refreshInterval().toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "an index is refreshed once a second at most, or with zero never; not every "
                            + config.refreshInterval());
        }
        if (config.lease().toSeconds() < 1) {
            throw new IllegalArgumentException("a lease is at least one second, not " + config.lease());
        }
        if (config.uploads() < 1) {
            throw new IllegalArgumentException("at least one document is sent at once, not " + config.uploads());
        }
        for (OptionalLong each : List.of(config.maxUploadRate(), config.maxDownloadRate())) {
            if (each.orElse(1) < 1) {
                throw new IllegalArgumentException("a rate is at least 1 byte a second, not " + each.getAsLong());
            }
        }
    }
}
