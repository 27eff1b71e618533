package io.github.p2pdi.examples;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TlsConfig.ClientCertificates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --tls-cert} and the like: who one is under TLS, and whom one believes. */
final class TlsOptions {
    private final Setting<Optional<Path>> certificate = Setting.optional(
            "--tls-cert",
            "FILE",
            new Converters.FilePath(),
            "The certificate to be known by, PEM, with those that lead to its authority. Whoever has one"
                    + " listens by TLS.");

    private final Setting<Optional<Path>> key = Setting.optional(
            "--tls-key", "FILE", new Converters.FilePath(), "The key of the certificate, PEM, PKCS#8.");

    private final Setting<Optional<Path>> trust = Setting.optional(
            "--tls-trust",
            "FILE",
            new Converters.FilePath(),
            "The authorities to trust, PEM (default: those of the JDK).");

    private final Setting<List<Digest>> pins = Setting.list(
            "--tls-pin",
            "HEX",
            new Converters.Sha256(),
            "The SHA-256 of a certificate to believe, and no other. May be repeated.");

    private final Setting<ClientCertificates> clients = Setting.of(
            "--tls-client",
            "none|optional|required",
            new Converters.Clients(),
            ClientCertificates.NONE,
            "Whether those who connect are asked for a certificate (default: none).");

    void addTo(CommandSpec command) {
        Setting.add(command, certificate, key, trust, pins, clients);
    }

    /** Absent where none of the options is given. */
    Optional<TlsConfig> config() {
        if (certificate.value().isPresent() != key.value().isPresent()) {
            throw certificate.misused("--tls-cert and --tls-key go together: give both");
        }
        if (clients.value() != ClientCertificates.NONE && certificate.value().isEmpty()) {
            throw clients.misused("--tls-client is for those who listen by TLS: give --tls-cert and --tls-key, too");
        }
        if (certificate.value().isEmpty()
                && trust.value().isEmpty()
                && pins.value().isEmpty()) {
            return Optional.empty();
        }
        TlsConfig.Builder config = TlsConfig.builder().clientCertificates(clients.value());
        certificate
                .value()
                .ifPresent(file -> config.certificate(file, key.value().orElseThrow()));
        trust.value().ifPresent(config::trust);
        pins.value().forEach(config::pin);
        try {
            return Optional.of(config.build());
        } catch (IllegalArgumentException e) {
            throw clients.misused("--tls-client wants to know whom to believe: give --tls-trust or --tls-pin, too");
        }
    }
}
