package io.github.p2pdi.impl.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Says for people why hands could not be shaken, and what to do: the JDK says it for those who know its sources. */
final class HandshakeFailure {
    static final String CLOSED_EARLY = "it closed the connection in the middle of the TLS handshake";
    static final String NOT_TLS = "it does not speak TLS: one side uses tls://, and the other plain tcp://";

    private static final String ALERT = "Received fatal alert: ";

    private HandshakeFailure() {}

    /** The same with a message for people; {@code host} is whom a client asked for. */
    static SSLException explained(SSLException failure, @Nullable String host) {
        SSLHandshakeException explained = new SSLHandshakeException(reason(failure, host));
        explained.initCause(failure);
        return explained;
    }

    private static String reason(SSLException failure, @Nullable String host) {
        String message = message(failure);
        if (has(failure, CertificateExpiredException.class)) {
            return "its certificate has expired: whoever runs it must renew it (" + last(failure) + ")";
        }
        if (has(failure, CertificateNotYetValidException.class)) {
            return "its certificate is not valid yet: compare the clocks (" + last(failure) + ")";
        }
        if (has(failure, CertPathBuilderException.class) || message.contains("PKIX")) {
            return "its certificate is from no authority that is trusted here: give the file of its authority with"
                    + " TlsConfig.trust or --tls-trust, or pin the certificate (" + last(failure) + ")";
        }
        if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
            return "its certificate is not for " + host + ": ask for it by a name that the certificate has, or pin the"
                    + " certificate (" + message + ")";
        }
        if (message.startsWith(ALERT)) {
            return alert(message.substring(ALERT.length()));
        }
        return message.contains("protocol") && message.contains("not enabled")
                ? "it does not speak TLS 1.3, and nothing older is spoken here"
                : message;
    }

    /** What the other side has said, if that was what ended a stream. */
    static SSLException explainedAlert(SSLException failure) {
        String message = message(failure);
        return message.startsWith(ALERT) ? explained(failure, null) : failure;
    }

    /** Later JDKs put the alert before it. */
    private static String message(SSLException failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("^\\([a-z_]+\\) ", "");
    }

    private static String alert(String name) {
        return switch (name) {
            case "protocol_version" -> "it does not speak TLS 1.3, and nothing older is spoken here";
            case "certificate_required", "bad_certificate" ->
                "it wants a certificate of ours that it trusts: give TlsConfig.certificate, or --tls-cert and --tls-key"
                        + " (" + name + ")";
            case "certificate_unknown", "unknown_ca", "certificate_expired" ->
                "it does not trust our certificate (" + name + ")";
            default -> "it broke off the TLS connection: " + name;
        };
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static String last(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        return String.valueOf(last.getMessage());
    }
}
