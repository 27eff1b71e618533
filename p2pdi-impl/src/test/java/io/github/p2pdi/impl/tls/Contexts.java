package io.github.p2pdi.impl.tls;

import io.github.p2pdi.testkit.TestAuthority;
import io.github.p2pdi.testkit.TestAuthority.Identity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Plain SSLContexts, as those have them who have had TLS before. */
final class Contexts {
    private Contexts() {}

    /** One that has no authority to trust, as a JRE may be made. */
    static SSLContext trustingNobody() throws GeneralSecurityException, IOException {
        TrustManagerFactory nobody = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        nobody.init(store());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, nobody.getTrustManagers(), null);
        return context;
    }

    static SSLContext of(Identity identity, TestAuthority... trusted) throws GeneralSecurityException, IOException {
        KeyStore keys = store();
        keys.setKeyEntry("own", identity.key(), new char[0], new X509Certificate[] {identity.certificate()});
        KeyStore authorities = store();
        for (TestAuthority each : trusted) {
            authorities.setCertificateEntry("authority" + authorities.size(), each.certificate());
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, new char[0]);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(authorities);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trusted.length == 0 ? null : trustManagers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
