package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.LeaseTerms;
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

    @Mixin
    private final IoTimeoutOption ioTimeout = new IoTimeoutOption();

    RsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws P2pdiException, InterruptedException {
        try (RegistrationServer server = P2PDI.startRegistrationServer(config())) {
            console.shutdown().onRequest(server::close);
            console.result("registration server listening on " + server.address());
            server.awaitClosed();
        }
        return ExitCode.OK;
    }

    private RegistrationServerConfig config() {
        return DEFAULTS.toBuilder()
                .host(host)
                .port(port)
                .leases(ttl.map(LeaseTerms::of).orElse(DEFAULTS.leases()))
                .limits(ioTimeout.in(DEFAULTS.limits()))
                .build();
    }
}
