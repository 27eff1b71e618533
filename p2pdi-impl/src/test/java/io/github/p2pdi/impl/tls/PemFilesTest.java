package io.github.p2pdi.impl.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.NodeConfig;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.testkit.TestAuthority.Identity;
import io.github.p2pdi.transport.TlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be used say why, and files that change are read again. */
class PemFilesTest {
    @TempDir
    private Path folder;

    private Path certificate;
    private Path key;
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T00:26:06Z"));

    @BeforeEach
    void write() throws Exception {
        certificate = Party.SERVER.writeCertificate(folder.resolve("cert.pem"));
        key = Party.SERVER.writeKey(folder.resolve("key.pem"));
    }

    private TlsContexts contexts() throws StorageException {
        return new TlsContexts(TlsConfig.builder().certificate(certificate, key).build(), clock);
    }

    private void assertRefused(Path file, String... words) {
        StorageException refusal = assertThrows(StorageException.class, this::contexts);
        assertEquals(file, refusal.path());
        for (String each : words) {
            assertTrue(refusal.getMessage().contains(each), refusal.getMessage());
        }
        assertEquals(1, refusal.getMessage().lines().count(), "lines");
    }

    @Test
    void goodFilesAreRead() throws Exception {
        assertEquals("TLS", contexts().current().getProtocol());
    }

    @Test
    void missingFilesAreNamed() throws Exception {
        Files.delete(key);
        assertRefused(key, "there is no file " + key, "key");
        Files.delete(certificate);
        assertRefused(certificate, "there is no file " + certificate, "certificate");
    }

    @Test
    void whatIsNoFileIsNamed() throws Exception {
        Files.delete(key);
        Files.createDirectory(key);
        assertRefused(key, key + " with the key cannot be read");
    }

    @Test
    void nothingStartsWithAFileThatCannotBeUsed() throws Exception {
        Files.delete(key);
        TlsConfig broken = TlsConfig.builder().certificate(certificate, key).build();
        PeerConfig peer = PeerConfig.builder().tls(broken).build();
        RegistrationServerConfig server =
                RegistrationServerConfig.builder().tls(broken).port(0).build();

        assertEquals(
                key,
                assertThrows(StorageException.class, () -> P2PDI.startPeer(peer))
                        .path());
        assertEquals(
                key,
                assertThrows(StorageException.class, () -> P2PDI.startRegistrationServer(server))
                        .path());
        for (NodeConfig each : new NodeConfig[] {peer, server}) {
            assertEquals(
                    key,
                    assertThrows(StorageException.class, () -> P2PDI.openTransport(each))
                            .path());
        }
    }

    @Test
    void theKeyOfAnotherIsRefused() throws Exception {
        Party.AUTHORITY.issue("another").writeKey(key);
        assertRefused(key, "the key in " + key + " does not belong to the certificate");
    }

    @Test
    void aKeyOfAnotherKindIsRefused() throws Exception {
        byte[] rsa = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(rsa)
                        + "\n-----END PRIVATE KEY-----\n");
        assertRefused(key, "the key in " + key + " is not one of EC");
    }

    @Test
    void keysInOtherFormsAreToldHowToBeConverted() throws Exception {
        for (String form : new String[] {"ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"}) {
            Files.writeString(key, "-----BEGIN " + form + "-----\nAAAA\n-----END " + form + "-----\n");
            assertRefused(key, "openssl pkcs8 -topk8 -nocrypt");
        }
    }

    @Test
    void filesWithSomethingElseInThemAreRefused() throws Exception {
        Files.writeString(key, "nothing");
        assertRefused(key, key + " has no key in it");
        Files.writeString(certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertRefused(certificate, certificate + " has no certificate in it");
        Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertRefused(certificate, certificate + " has a certificate in it that cannot be read");
        Files.write(certificate, new byte[2 << 20]);
        assertRefused(certificate, certificate + " is no file with a certificate");
    }

    @Test
    void anExpiredCertificateOfOnesOwnIsRefused() throws Exception {
        Instant past = Instant.now().minus(Duration.ofDays(3));
        Identity old = Party.AUTHORITY.issue("server", past, past.plus(Duration.ofDays(1)), "127.0.0.1");
        old.writeCertificate(certificate);
        old.writeKey(key);
        assertRefused(certificate, "the certificate in " + certificate + " has expired", "renew it");
    }

    @Test
    void changedFilesAreReadAgainAfterASecond() throws Exception {
        TlsContexts contexts = contexts();
        SSLContext before = contexts.current();
        Identity renewed = Party.AUTHORITY.issue("a renewed server with a longer name", "127.0.0.1");
        renewed.writeCertificate(certificate);
        renewed.writeKey(key);

        assertSame(before, contexts.current());
        clock.advance(Duration.ofSeconds(1));
        assertNotSame(before, contexts.current());
        assertSame(contexts.current(), contexts.current());
    }

    @Test
    void aHalfRenewedPairIsNotUsedUntilItIsWhole() throws Exception {
        TlsContexts contexts = contexts();
        SSLContext before = contexts.current();
        Identity renewed = Party.AUTHORITY.issue("a renewed server with a longer name", "127.0.0.1");
        renewed.writeCertificate(certificate);
        clock.advance(Duration.ofSeconds(1));
        assertSame(before, contexts.current());

        renewed.writeKey(folder.resolve("new-key.pem"));
        Files.move(folder.resolve("new-key.pem"), key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        clock.advance(Duration.ofSeconds(1));
        assertNotSame(before, contexts.current());
    }
}
