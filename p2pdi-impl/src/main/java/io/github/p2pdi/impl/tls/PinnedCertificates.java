package io.github.p2pdi.impl.tls;

import io.github.p2pdi.model.Digest;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Believes certificates that are pinned, while they are valid; if there are authorities, only those that are from one of them as well. */
final class PinnedCertificates extends X509ExtendedTrustManager {
    private final Set<Digest> pins;
    private final @Nullable X509ExtendedTrustManager authorities;

    PinnedCertificates(Set<Digest> pins, @Nullable X509ExtendedTrustManager authorities) {
        this.pins = pins;
        this.authorities = authorities;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkPinned(chain);
        if (authorities != null) {
            authorities.checkClientTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkPinned(chain);
        if (authorities != null) {
            authorities.checkServerTrusted(chain, type, engine);
        }
    }

    private void checkPinned(X509Certificate[] chain) throws CertificateException {
        Digest digest = digest(chain[0]);
        if (!pins.contains(digest)) {
            throw new CertificateException("its certificate is not one of those that are pinned: its SHA-256 is "
                    + digest + "; if it was renewed, ask whoever runs it for the new one");
        }
        chain[0].checkValidity();
    }

    private static Digest digest(X509Certificate certificate) throws CertificateException {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new CertificateException("this JDK has no SHA-256", e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
        throw new UnsupportedOperationException("only for engines");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
        throw new UnsupportedOperationException("only for engines");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        throw new UnsupportedOperationException("only for engines");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        throw new UnsupportedOperationException("only for engines");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
    }
}
