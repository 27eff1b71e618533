package io.github.p2pdi.testkit;

import io.github.p2pdi.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An authority that issues certificates for tests of TLS, in memory and within milliseconds; its key is forgotten with it.
 *
 * <p>Safe for concurrent use.
 */
public final class TestAuthority {
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final String name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    /**
     * Makes one.
     *
     * @param name its common name
     */
    public TestAuthority(String name) {
        this.name = name;
        this.keys = pair();
        byte[] isAuthority = Der.extension(0x13, true, Der.sequence(Der.of(0x01, new byte[] {-1})));
        this.certificate = sign(name, keys, hourAgo(), inAnHour(), isAuthority);
    }

    /** {@return its own certificate, to be trusted} */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * {@return a certificate that is valid for an hour, with its key}
     *
     * @param subject its common name
     * @param hosts the host names and IP addresses that it is for
     */
    public Identity issue(String subject, String... hosts) {
        return issue(subject, hourAgo(), inAnHour(), hosts);
    }

    /**
     * {@return a certificate with its key}
     *
     * @param subject its common name
     * @param from from when it is valid
     * @param until until when
     * @param hosts the host names and IP addresses that it is for
     */
    public Identity issue(String subject, Instant from, Instant until, String... hosts) {
        KeyPair own = pair();
        byte[][] names =
                Arrays.stream(hosts).map(TestAuthority::alternativeName).toArray(byte[][]::new);
        byte[] extension = Der.extension(0x11, false, Der.sequence(names));
        return new Identity(sign(subject, own, from, until, extension), own.getPrivate());
    }

    /**
     * Writes its certificate in PEM.
     *
     * @param file where to
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path write(Path file) throws IOException {
        return Files.writeString(file, pem("CERTIFICATE", encoded(certificate)));
    }

    private X509Certificate sign(String subject, KeyPair own, Instant from, Instant until, byte[] extension) {
        byte[] toSign = Der.sequence(
                Der.of(0xa0, Der.of(0x02, new byte[] {2})),
                Der.of(0x02, new byte[] {1, (byte) (SERIAL.incrementAndGet() >> 8), (byte) SERIAL.get()}),
                Der.ECDSA_WITH_SHA256,
                Der.commonName(name),
                Der.sequence(Der.time(from), Der.time(until)),
                Der.commonName(subject),
                own.getPublic().getEncoded(),
                Der.of(0xa3, Der.sequence(extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(toSign);
            byte[] whole = Der.sequence(toSign, Der.ECDSA_WITH_SHA256, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no certificate can be made", e);
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no keys can be made", e);
        }
    }

    private static byte[] alternativeName(String host) {
        try {
            return host.matches("[0-9.]+|.*:.*")
                    ? Der.of(0x87, InetAddress.getByName(host).getAddress())
                    : Der.of(0x82, host.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new IllegalArgumentException("no IP address: " + host, e);
        }
    }

    private static Instant hourAgo() {
        return Instant.now().minus(Duration.ofHours(1));
    }

    private static Instant inAnHour() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("it was read from its encoding", e);
        }
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + type + "-----\n";
    }

    /**
     * A certificate with its key.
     *
     * @param certificate the certificate
     * @param key its key
     */
    public record Identity(X509Certificate certificate, PrivateKey key) {
        /** {@return the SHA-256 of the certificate, to be pinned} */
        public Digest sha256() {
            try {
                return Digest.of(MessageDigest.getInstance("SHA-256").digest(encoded(certificate)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("there is no SHA-256", e);
            }
        }

        /**
         * Writes the certificate in PEM.
         *
         * @param file where to
         * @return the file
         * @throws IOException if it cannot be written
         */
        public Path writeCertificate(Path file) throws IOException {
            return Files.writeString(file, pem("CERTIFICATE", encoded(certificate)));
        }

        /**
         * Writes the key in PEM, as PKCS#8.
         *
         * @param file where to
         * @return the file
         * @throws IOException if it cannot be written
         */
        public Path writeKey(Path file) throws IOException {
            return Files.writeString(file, pem("PRIVATE KEY", key.getEncoded()));
        }

        /** {@return as it is in {@link Record}, without the key} */
        @Override
        public String toString() {
            return "certificate of " + certificate.getSubjectX500Principal();
        }
    }
}
