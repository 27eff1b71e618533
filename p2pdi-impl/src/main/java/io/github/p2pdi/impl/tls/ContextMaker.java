package io.github.p2pdi.impl.tls;

import io.github.p2pdi.transport.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes what the JDK wants of what a configuration says. */
final class ContextMaker {
    private ContextMaker() {}

    /**
     * Reads the files.
     *
     * @throws IOException if they cannot be used; the message says what to do
     */
    static SSLContext make(TlsConfig config) throws IOException {
        if (config.context().isPresent()) {
            return config.context().get();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(config), new TrustManager[] {trust(config)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyManager[] keys(TlsConfig config) throws IOException, GeneralSecurityException {
        if (config.certificate().isEmpty() || config.key().isEmpty()) {
            return new KeyManager[0];
        }
        List<X509Certificate> chain = PemFiles.chain(config.certificate().get());
        PrivateKey key = PemFiles.key(config.key().get(), chain.get(0));
        KeyStore store = emptyStore();
        char[] none = {};
        store.setKeyEntry("node", key, none, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    private static TrustManager trust(TlsConfig config) throws IOException, GeneralSecurityException {
        if (!config.pins().isEmpty() && config.trust().isEmpty()) {
            return new PinnedCertificates(config.pins(), null);
        }
        X509ExtendedTrustManager authorities = authorities(config.trust().orElse(null));
        return config.pins().isEmpty() ? authorities : new PinnedCertificates(config.pins(), authorities);
    }

    private static X509ExtendedTrustManager authorities(@Nullable Path file)
            throws IOException, GeneralSecurityException {
        KeyStore store = null;
        if (file != null) {
            store = emptyStore();
            for (X509Certificate authority : PemFiles.certificates(file)) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new IOException("this JDK has no trust manager for X.509");
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
