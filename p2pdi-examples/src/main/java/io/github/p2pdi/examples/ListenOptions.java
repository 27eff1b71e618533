package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --listen}: where else to listen. */
final class ListenOptions {
    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            converter = Converters.ListenAddress.class,
            description = "Where else to listen: [tcp://]HOST:PORT, tls://HOST:PORT or unix:/PATH. May be repeated."
                    + " Others are told only of where it listens first.")
    private List<PeerAddress> addresses = new ArrayList<>();

    PeerAddress[] addresses() {
        return addresses.toArray(PeerAddress[]::new);
    }
}
