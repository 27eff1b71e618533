package io.github.p2pdi.examples;

import io.github.p2pdi.transport.TransportLimits;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --io-timeout}: one figure for all that a server waits for. */
final class IoTimeoutOption {
    private final Setting<Optional<Duration>> longest = Setting.optional(
            "--io-timeout",
            "SECONDS",
            new Converters.Seconds(),
            "How long others may take: to their first byte, to the end of a request, and without a byte"
                    + " moving in an answer or a download (default: 10, 10, 30 and 20).");

    void addTo(CommandSpec command) {
        Setting.add(command, longest);
    }

    TransportLimits in(TransportLimits limits) {
        return longest.value()
                .map(most -> limits.toBuilder().ioTimeout(most).build())
                .orElse(limits);
    }
}
