package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** The options of every command that joins as a peer. */
final class JoinOptions {
    private final Setting<List<PeerAddress>> registrationServers = Setting.required(
            "--rs",
            "ADDRESS",
            new Converters.ServerAddress(),
            "The registration server: HOST[:PORT], tls://HOST[:PORT] or unix:/PATH; without a port: 65243."
                    + " May be repeated: the first that answers is used, and the next when it fails.");

    private final Setting<String> host = Setting.of(
            "--host",
            "HOST",
            new Converters.Host(),
            PeerConfig.defaults().bind().host(),
            "The address of this machine to listen on and to be known by (default: ${DEFAULT-VALUE}).");

    private final TlsOptions tls = new TlsOptions();

    void addTo(CommandSpec command) {
        Setting.add(command, registrationServers, host);
        tls.addTo(command);
    }

    /** What all of them start from: a peer that is registered when it has started, or has not started. */
    PeerConfig.Builder peer() {
        PeerConfig.Builder config = PeerConfig.builder();
        tls.config().ifPresent(config::tls);
        return config.registrationServers(registrationServers.value())
                .host(host.value())
                .failFast(true);
    }
}
