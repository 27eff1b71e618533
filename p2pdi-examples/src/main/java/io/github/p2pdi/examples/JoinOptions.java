package io.github.p2pdi.examples;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that joins as a peer. */
final class JoinOptions {
    @Option(
            names = "--rs",
            required = true,
            paramLabel = "ADDRESS",
            converter = Converters.ServerAddress.class,
            description =
                    "The registration server: HOST[:PORT], tls://HOST[:PORT] or unix:/PATH; without a port: 65243."
                            + " May be repeated: the first that answers is used, and the next when it fails.")
    private List<PeerAddress> registrationServers = new ArrayList<>();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            converter = Converters.Host.class,
            description = "The address of this machine to listen on and to be known by (default: ${DEFAULT-VALUE}).")
    private String host = PeerConfig.defaults().bind().host();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    /** What all of them start from: a peer that is registered when it has started, or has not started. */
    PeerConfig.Builder peer() {
        PeerConfig.Builder config = PeerConfig.builder();
        tls.config().ifPresent(config::tls);
        return config.registrationServers(registrationServers).host(host).failFast(true);
    }
}
