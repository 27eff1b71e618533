package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that cannot be opened is named by its scheme, as what is behind that may be a secret. */
class RegistryAddressTest {
    private static final ClassLoader BEFORE = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    private URLClassLoader loader;

    @BeforeEach
    void plugIn() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(PeerRegistryProvider.class.getName()), Vault.class.getName());
        loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
    }

    @AfterEach
    void plugOut() throws IOException {
        Thread.currentThread().setContextClassLoader(BEFORE);
        loader.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault://user:secret@rs.example/peers", "VAULT:secret", "vault:secret%00"})
    void noneOfItsSecretsIsTold(String uri) {
        RegistrationServerConfig config = RegistrationServerConfig.builder()
                .port(0)
                .registry(URI.create(uri))
                .build();

        StorageException failure = assertThrows(StorageException.class, () -> P2PDI.startRegistrationServer(config));

        String said = String.valueOf(failure.getMessage());
        assertTrue(said.contains("vault") && said.contains("it is sealed"), said);
        assertFalse(said.contains("secret"), said);
        assertFalse(failure.path().toString().contains("secret"), said);
        assertEquals("it is sealed", String.valueOf(failure.getCause().getMessage()));
    }

    @Test
    void noSecretIsToldWhereTheSchemeIsMissing() {
        RegistrationServerConfig.Builder config = RegistrationServerConfig.builder();
        URI uri = URI.create("//user:secret@rs.example/peers");

        String said = String.valueOf(assertThrows(IllegalArgumentException.class, () -> config.registry(uri))
                .getMessage());

        assertFalse(said.contains("secret"), said);
    }

    /** Opens nothing. */
    public static final class Vault implements PeerRegistryProvider {
        @Override
        public String scheme() {
            return "vault";
        }

        @Override
        public PeerRegistry open(URI at, Context context) throws IOException {
            throw new IOException("it is sealed");
        }
    }
}
