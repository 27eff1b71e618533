package io.github.p2pdi.examples;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TlsConfig.ClientCertificates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** {@code --tls-cert} and the like: who one is under TLS, and whom one believes. */
final class TlsOptions {
    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli fills it in.
    private CommandSpec spec;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "The certificate to be known by, PEM, with those that lead to its authority. Whoever has one"
                    + " listens by TLS.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of the certificate, PEM, PKCS#8.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "The authorities to trust, PEM (default: those of the JDK).")
    private Optional<Path> trust = Optional.empty();

    @Option(
            names = "--tls-pin",
            paramLabel = "HEX",
            converter = Converters.Sha256.class,
            description = "The SHA-256 of a certificate to believe, and no other. May be repeated.")
    private List<Digest> pins = new ArrayList<>();

    @Option(
            names = "--tls-client",
            paramLabel = "none|optional|required",
            converter = Converters.Clients.class,
            description = "Whether those who connect are asked for a certificate (default: none).")
    private ClientCertificates clients = ClientCertificates.NONE;

    /** Absent where none of the options is given. */
    Optional<TlsConfig> config() {
        if (certificate.isPresent() != key.isPresent()) {
            throw wrong("--tls-cert and --tls-key go together: give both");
        }
        if (clients != ClientCertificates.NONE && certificate.isEmpty()) {
            throw wrong("--tls-client is for those who listen by TLS: give --tls-cert and --tls-key, too");
        }
        if (certificate.isEmpty() && trust.isEmpty() && pins.isEmpty()) {
            return Optional.empty();
        }
        TlsConfig.Builder config = TlsConfig.builder().clientCertificates(clients);
        certificate.ifPresent(file -> config.certificate(file, key.orElseThrow()));
        trust.ifPresent(config::trust);
        pins.forEach(config::pin);
        try {
            return Optional.of(config.build());
        } catch (IllegalArgumentException e) {
            throw wrong("--tls-client wants to know whom to believe: give --tls-trust or --tls-pin, too");
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
