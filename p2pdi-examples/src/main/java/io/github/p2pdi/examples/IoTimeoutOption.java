package io.github.p2pdi.examples;

import io.github.p2pdi.transport.TransportLimits;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --io-timeout}: one figure for all that a server waits for. */
final class IoTimeoutOption {
    @Option(
            names = "--io-timeout",
            paramLabel = "SECONDS",
            converter = Converters.Seconds.class,
            description = "How long others may take: to their first byte, to the end of a request, and without a byte"
                    + " moving in an answer or a download (default: 10, 10, 30 and 20).")
    private Optional<Duration> longest = Optional.empty();

    TransportLimits in(TransportLimits limits) {
        return longest.map(most -> limits.toBuilder().ioTimeout(most).build()).orElse(limits);
    }
}
