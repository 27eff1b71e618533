package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.node.AddressPolicy;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.LeaseTerms;
import io.github.p2pdi.registry.TakeOver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code p2pdi rs}. */
final class RsCommand implements Command {
    private static final RegistrationServerConfig DEFAULTS = RegistrationServerConfig.defaults();

    private final Console console;

    private final Setting<String> host = Setting.of(
            "--host",
            "HOST",
            new Converters.Host(),
            DEFAULTS.bind().host(),
            "The address of this machine to listen on (default: ${DEFAULT-VALUE}).");

    private final Setting<Integer> port = Setting.of(
            "--port",
            "PORT",
            new Converters.Port(),
            DEFAULTS.bind().port(),
            "The port to listen on; 0 takes any that is free (default: ${DEFAULT-VALUE}).");

    private final Setting<Optional<Duration>> ttl = Setting.optional(
            "--ttl",
            "SECONDS",
            new Converters.Seconds(),
            "The lease of peers that ask for none, and the longest that is granted (default: 7200).");

    private final Setting<AddressPolicy> addressPolicy = Setting.of(
            "--address-policy",
            "POLICY",
            new Converters.Policy(),
            DEFAULTS.addressPolicy(),
            "Which addresses peers may register: claimed, any; source-only, the one that they come from; verified, any, but it is"
                    + " listed only when somebody was found there (default: claimed).");

    private final Setting<Boolean> cookieOnly = Setting.flag(
            "--cookie-only",
            "Gives a registration back to nobody but who brings its cookie; by default also to who comes from its address.");

    private final Setting<Integer> maxPeers = Setting.of(
            "--max-peers",
            "N",
            new Converters.Count(),
            DEFAULTS.capacity(),
            "The most peers that are kept (default: ${DEFAULT-VALUE}).");

    private final Setting<Optional<Path>> state = Setting.optional(
            "--state",
            "DIR",
            new Converters.FilePath(),
            "The folder to keep the peers in, so that they are known again after a restart (default: none).");

    private final IoTimeoutOption ioTimeout = new IoTimeoutOption();

    private final ListenOptions listen = new ListenOptions();

    private final TlsOptions tls = new TlsOptions();

    RsCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Command.spec(this, "Runs a registration server, until SIGTERM or SIGINT.");
        Setting.add(spec, host, port, ttl, addressPolicy, cookieOnly, maxPeers, state);
        ioTimeout.addTo(spec);
        listen.addTo(spec);
        tls.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() throws P2pdiException, InterruptedException {
        try (RegistrationServer server = P2PDI.startRegistrationServer(config())) {
            console.shutdown().onRequest(server::close);
            console.result("registration server listening on " + Console.addresses(server.addresses()));
            server.awaitClosed();
        }
        return ExitCode.OK;
    }

    private RegistrationServerConfig config() {
        RegistrationServerConfig.Builder config = DEFAULTS.toBuilder();
        tls.config().ifPresent(config::tls);
        return config.alsoBind(listen.addresses())
                .registry(state.value()
                        .map(folder -> folder.toAbsolutePath().toUri())
                        .orElse(DEFAULTS.registry()))
                .host(host.value())
                .port(port.value())
                .addressPolicy(addressPolicy.value())
                .takeOver(cookieOnly.value() ? TakeOver.COOKIE_ONLY : DEFAULTS.takeOver())
                .capacity(maxPeers.value())
                .leases(ttl.value().map(LeaseTerms::of).orElse(DEFAULTS.leases()))
                .limits(ioTimeout.in(DEFAULTS.limits()))
                .build();
    }
}
