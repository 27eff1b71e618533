package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Request;
import java.util.Optional;

/** Reads the {@code Peer-Cookie} of a request (protocol, 1.2), by hand: this is on the path of every keepalive. */
final class CookieHeader {
    private static final int MOST_DIGITS = 19;

    /** Zero is never given here, so it stands for all that are well-formed and cannot be ours: those beyond 64 bits. */
    private static final Cookie NEVER_GIVEN = new Cookie(0);

    private CookieHeader() {}

    /**
     * The cookie, if there is one.
     *
     * @throws MalformedRequest if it is malformed; the message says how one looks and does not repeat it
     */
    static Optional<Cookie> read(Request request) throws MalformedRequest {
        Optional<String> text = request.headers().first(HeaderNames.PEER_COOKIE);
        return text.isPresent() ? Optional.of(parse(text.get())) : Optional.empty();
    }

    /**
     * The cookie of a request that must have one.
     *
     * @throws MalformedRequest if there is none, or it is malformed
     */
    static Cookie required(Request request) throws MalformedRequest {
        return read(request).orElseThrow(() -> new MalformedRequest(request.method() + " needs a Peer-Cookie header"));
    }

    /**
     * The number is counted from zero down, as there is one more below zero than above. One of 19 digits that is beyond 64 bits goes past the least of them once, and
     * so comes out above zero.
     */
    private static Cookie parse(String text) throws MalformedRequest {
        int sign = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - sign;
        boolean wellFormed = digits > 0 && digits <= MOST_DIGITS;
        long value = 0;
        for (int i = sign; wellFormed && i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            wellFormed = digit >= 0 && digit <= 9;
            value = value * 10 - digit;
        }
        if (!wellFormed) {
            throw new MalformedRequest("Peer-Cookie is not an integer of at most " + MOST_DIGITS + " digits");
        }
        if (sign == 1) {
            return value > 0 ? NEVER_GIVEN : new Cookie(value);
        }
        return value > 0 || value == Long.MIN_VALUE ? NEVER_GIVEN : new Cookie(-value);
    }
}
