package io.github.p2pdi.registry;

import io.github.p2pdi.model.Cookie;
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
 */
public record Claim(
        PeerAddress address,
        String source,
        Optional<Cookie> cookie,
        Optional<Duration> lease,
        boolean listed,
        boolean unproven) {
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

    /** {@return the same without its cookie, which is not to be looked at} */
    public Claim withoutProof() {
        return new Claim(address, source, Optional.empty(), lease, listed, true);
    }
}
