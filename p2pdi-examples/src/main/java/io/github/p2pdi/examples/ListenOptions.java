package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --listen}: where else to listen. */
final class ListenOptions {
    private final Setting<List<PeerAddress>> addresses = Setting.list(
            "--listen",
            "ADDRESS",
            new Converters.ListenAddress(),
            "Where else to listen: [tcp://]HOST:PORT, tls://HOST:PORT or unix:/PATH. May be repeated."
                    + " Others are told only of where it listens first.");

    void addTo(CommandSpec command) {
        Setting.add(command, addresses);
    }

    PeerAddress[] addresses() {
        return addresses.value().toArray(PeerAddress[]::new);
    }
}
