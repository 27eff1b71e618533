package io.github.p2pdi.registry;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * What a peer says when it registers.
 *
 * <p>Immutable.
 *
 * @param address where its server is reached: the key of its record
 * @param source where the request came from, as addresses compare (protocol, part 3)
 * @param cookie the cookie it brings to prove that it is a returning peer
 * @param lease the lease that it asks for; absent in the base dialect
 * @param listed whether it is listed at once, or when it is confirmed
 * @param unproven whether it brought a cookie that was not looked at: then it must not take what might be somebody else's
 * @param certificate the SHA-256 of the certificate that it has proved to be its own, if it has one
 */
public record Claim(
        PeerAddress address,
        String source,
        Optional<Cookie> cookie,
        Optional<Duration> lease,
        boolean listed,
        boolean unproven,
        Optional<Digest> certificate) {
    private static final String CERTIFICATE = "certificate:";

    /**
     * Makes one that is listed at once.
     *
     * @param address as described above
     * @param source as described above
     * @param cookie as described above
     * @param lease as described above
     */
    public Claim(PeerAddress address, String source, Optional<Cookie> cookie, Optional<Duration> lease) {
        this(address, source, cookie, lease, true, false);
    }

    /**
     * Makes one without a certificate.
     *
     * @param address as described above
     * @param source as described above
     * @param cookie as described above
     * @param lease as described above
     * @param listed as described above
     * @param unproven as described above
     */
    public Claim(
            PeerAddress address,
            String source,
            Optional<Cookie> cookie,
            Optional<Duration> lease,
            boolean listed,
            boolean unproven) {
        this(address, source, cookie, lease, listed, unproven, Optional.empty());
    }

    /** {@return whose the record will be, as {@link PeerRegistry#owner} tells: the certificate's, if there is one, else the source's} */
    public String owner() {
        return owner(source, certificate);
    }

    /**
     * {@return whose the records are that are registered so}
     *
     * @param source as described above
     * @param certificate as described above
     */
    public static String owner(String source, Optional<Digest> certificate) {
        return certificate.map(digest -> CERTIFICATE + digest).orElse(source);
    }

    /** {@return the same without its cookie, which is not to be looked at} */
    public Claim withoutProof() {
        return new Claim(address, source, Optional.empty(), lease, listed, true, certificate);
    }
}
