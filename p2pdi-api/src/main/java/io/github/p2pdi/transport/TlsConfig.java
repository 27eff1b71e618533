package io.github.p2pdi.transport;

import io.github.p2pdi.model.Digest;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Who a node is under TLS, and whom it believes. The defaults are those of a client: no certificate of its own, and the authorities that the JDK
 * trusts.
 *
 * <p>TLS 1.3 and nothing older is spoken, both ways. Whoever is connected to must show a certificate for the host that was asked for, a name or an
 * IP address, from a trusted authority, that has not expired; or, where certificates are pinned, one of those. There is no switch that turns this
 * off.
 *
 * <p>Files are in PEM. They are looked at again when a connection is made, once a second at most, and read again when they have changed, so that
 * certificates are renewed without a restart: what connects from then on gets the new ones. Files that cannot be used when the node starts keep it
 * from starting; later, the last good ones are used on, and a warning is logged.
 *
 * <p>Immutable.
 */
public final class TlsConfig {
    private final @Nullable SSLContext context;
    private final @Nullable Path certificate;
    private final @Nullable Path key;
    private final @Nullable Path trust;
    private final Set<Digest> pins;
    private final ClientCertificates clientCertificates;

    private TlsConfig(Builder builder) {
        context = builder.context;
        certificate = builder.certificate;
        key = builder.key;
        trust = builder.trust;
        pins = Set.copyOf(builder.pins);
        clientCertificates = builder.clientCertificates;
    }

    /** Whether a listener asks those who connect for a certificate. */
    public enum ClientCertificates {
        /** It does not: the default. */
        NONE,
        /** It does, and also serves who has none. What is shown must be trusted. */
        OPTIONAL,
        /** It does, and serves nobody without. */
        REQUIRED
    }

    /** {@return the documented defaults} */
    public static TlsConfig defaults() {
        return builder().build();
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts from these values} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.context = context;
        builder.certificate = certificate;
        builder.key = key;
        builder.trust = trust;
        builder.pins.addAll(pins);
        builder.clientCertificates = clientCertificates;
        return builder;
    }

    /** {@return what keys and trust are taken from instead of files, if anything} */
    public Optional<SSLContext> context() {
        return Optional.ofNullable(context);
    }

    /** {@return the file with the node's certificate, and those that lead from it to its authority; needed by whoever listens} */
    public Optional<Path> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** {@return the file with the key of the certificate: PKCS#8, without a password} */
    public Optional<Path> key() {
        return Optional.ofNullable(key);
    }

    /** {@return the file with the certificates of the authorities that are trusted, both of servers and of clients; absent: those of the JDK, of servers alone} */
    public Optional<Path> trust() {
        return Optional.ofNullable(trust);
    }

    /**
     * {@return the SHA-256 of the certificates that are believed, servers' and clients'; none by default} Where there are some, no other is believed, and neither authority nor
     * host name is asked for; with {@link #trust()} the authority is, too. What has expired is not believed even so.
     */
    public Set<Digest> pins() {
        return pins;
    }

    /** {@return whether those who connect are asked for a certificate; {@link ClientCertificates#NONE} by default} */
    public ClientCertificates clientCertificates() {
        return clientCertificates;
    }

    /** {@return whether one can listen with it: whether there is a certificate, or an {@link SSLContext} that is believed to have one} */
    public boolean canListen() {
        return context != null || certificate != null;
    }

    /** Collects the values. One thread at a time. */
    public static final class Builder {
        private @Nullable SSLContext context;
        private @Nullable Path certificate;
        private @Nullable Path key;
        private @Nullable Path trust;
        private final Set<Digest> pins = new LinkedHashSet<>();
        private ClientCertificates clientCertificates = ClientCertificates.NONE;

        private Builder() {}

        /**
         * {@return this} Sets {@link TlsConfig#context()}. It decides whom it believes; host names are checked all the same.
         *
         * @param initialized ready for use
         */
        public Builder context(SSLContext initialized) {
            context = Objects.requireNonNull(initialized, "context");
            return this;
        }

        /**
         * {@return this} Sets {@link TlsConfig#certificate()} and {@link TlsConfig#key()}.
         *
         * @param chain the node's certificate first
         * @param itsKey the key of the first; of RSA, EC or EdDSA
         */
        public Builder certificate(Path chain, Path itsKey) {
            certificate = Objects.requireNonNull(chain, "certificate");
            key = Objects.requireNonNull(itsKey, "key");
            return this;
        }

        /**
         * {@return this} Sets {@link TlsConfig#trust()}.
         *
         * @param authorities one certificate or more
         */
        public Builder trust(Path authorities) {
            trust = Objects.requireNonNull(authorities, "trust");
            return this;
        }

        /**
         * {@return this} Adds to {@link TlsConfig#pins()}.
         *
         * @param sha256 of the whole certificate, as {@code openssl x509 -fingerprint -sha256} and {@code keytool -list} print it
         */
        public Builder pin(Digest sha256) {
            pins.add(Objects.requireNonNull(sha256, "pin"));
            return this;
        }

        /**
         * {@return this} Sets {@link TlsConfig#clientCertificates()}.
         *
         * @param wanted whether they are asked for
         */
        public Builder clientCertificates(ClientCertificates wanted) {
            clientCertificates = Objects.requireNonNull(wanted, "clientCertificates");
            return this;
        }

        /**
         * {@return the configuration}
         *
         * @throws IllegalArgumentException if there is an {@link SSLContext} and files or pins as well; or if clients are asked for certificates and
         *     nothing says which are believed
         */
        public TlsConfig build() {
            boolean believes = trust != null || !pins.isEmpty();
            if (context != null && (certificate != null || believes)) {
                throw new IllegalArgumentException(
                        "an SSLContext has its own keys and its own trust: give either it, or files and pins");
            }
            if (context == null && !believes && clientCertificates != ClientCertificates.NONE) {
                throw new IllegalArgumentException("clients are asked for certificates, and nothing says which are"
                        + " believed: give the file of an authority to trust, or pins");
            }
            return new TlsConfig(this);
        }
    }
}
