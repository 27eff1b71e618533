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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code p2pdi rs}. */
@Command(description = "Runs a registration server, until SIGTERM or SIGINT.")
final class RsCommand implements Callable<Integer> {
    private static final RegistrationServerConfig DEFAULTS = RegistrationServerConfig.defaults();

    private final Console console;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            converter = Converters.Host.class,
            description = "The address of this machine to listen on (default: ${DEFAULT-VALUE}).")
    private String host = DEFAULTS.bind().host();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "The port to listen on; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
    private int port = DEFAULTS.bind().port();

    @Option(
            names = "--ttl",
            paramLabel = "SECONDS",
            converter = Converters.Seconds.class,
            description = "The lease of peers that ask for none, and the longest that is granted (default: 7200).")
    private Optional<Duration> ttl = Optional.empty();

    @Option(
            names = "--address-policy",
            paramLabel = "POLICY",
            converter = Converters.Policy.class,
            description =
                    "Which addresses peers may register: claimed, any; source-only, the one that they come from; verified, any, but it is"
                            + " listed only when somebody was found there (default: claimed).")
    private AddressPolicy addressPolicy = DEFAULTS.addressPolicy();

    @Option(
            names = "--cookie-only",
            description =
                    "Gives a registration back to nobody but who brings its cookie; by default also to who comes from its address.")
    private boolean cookieOnly;

    @Option(
            names = "--max-peers",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "The most peers that are kept (default: ${DEFAULT-VALUE}).")
    private int maxPeers = DEFAULTS.capacity();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "The folder to keep the peers in, so that they are known again after a restart (default: none).")
    private Optional<Path> state = Optional.empty();

    @Mixin
    private final IoTimeoutOption ioTimeout = new IoTimeoutOption();

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    RsCommand(Console console) {
        this.console = console;
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
                .registry(state.map(folder -> folder.toAbsolutePath().toUri()).orElse(DEFAULTS.registry()))
                .host(host)
                .port(port)
                .addressPolicy(addressPolicy)
                .takeOver(cookieOnly ? TakeOver.COOKIE_ONLY : DEFAULTS.takeOver())
                .capacity(maxPeers)
                .leases(ttl.map(LeaseTerms::of).orElse(DEFAULTS.leases()))
                .limits(ioTimeout.in(DEFAULTS.limits()))
                .build();
    }
}
