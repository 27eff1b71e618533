package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.WholeNumber;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.util.Optional;

/** Reads what a {@code register} says (protocol, 1.4 and part 2). */
final class ClaimReader {
    private static final int HIGHEST_PORT = 65535;
    private static final int LONGEST_LABEL = 63;

    /** A billion seconds is more than anybody grants; so longer numbers need not be told apart. */
    private static final int MOST_SECONDS = 1_000_000_000;

    /** A transport for direct connections on one machine: where it leads is of no use to others. */
    private static final String UNIX = "unix";

    private ClaimReader() {}

    /**
     * Reads the claim.
     *
     * @param remote where the request came from
     * @param listed whether who is registered is listed at once
     * @throws MalformedRequest if the request is malformed; the message says how
     */
    static Claim read(Request request, Remote remote, boolean listed) throws MalformedRequest {
        Headers headers = request.headers();
        try {
            PeerAddress address = new PeerAddress(scheme(headers), host(request.target()), port(headers));
            return new Claim(
                    address,
                    remote.source(),
                    CookieHeader.read(request),
                    lease(headers),
                    listed,
                    false,
                    remote.certificate());
        } catch (IllegalArgumentException e) {
            throw new MalformedRequest(e);
        }
    }

    private static String scheme(Headers headers) {
        String scheme = headers.first(HeaderNames.SCHEME).orElse(PeerAddress.TCP);
        if (scheme.equalsIgnoreCase(UNIX)) {
            throw new IllegalArgumentException("Scheme: unix is for direct connections and cannot be registered");
        }
        return scheme;
    }

    /** Only what others can hope to reach: no zone of ours, and names of labels that a resolver would take. */
    private static String host(String target) {
        if (target.indexOf(':') < 0) {
            int last = target.endsWith(".") ? target.length() - 1 : target.length();
            for (String label : target.substring(0, last).split("\\.", -1)) {
                checkLabel(label);
            }
        } else if (target.indexOf('%') >= 0) {
            throw new IllegalArgumentException(
                    "the zone of an IPv6 address means nothing to others; register it without %");
        }
        return target;
    }

    private static void checkLabel(String label) {
        if (label.isEmpty()
                || label.length() > LONGEST_LABEL
                || !label.codePoints().allMatch(ClaimReader::belongs)) {
            throw new IllegalArgumentException("a host name consists of labels of letters, digits, - and _, of 1 to "
                    + LONGEST_LABEL + " characters; this is not one: '" + shown(label) + "'");
        }
    }

    private static boolean belongs(int c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    private static int port(Headers headers) {
        String text = headers.first(HeaderNames.PORT)
                .orElseThrow(() -> new IllegalArgumentException("register needs a Port header"));
        int port = WholeNumber.parse(text, HIGHEST_PORT + 1);
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "Port is a number from 1 to " + HIGHEST_PORT + ", not '" + shown(text) + "'");
        }
        return port;
    }

    private static Optional<Duration> lease(Headers headers) {
        return headers.first(HeaderNames.LEASE).map(text -> {
            boolean negative = text.startsWith("-");
            int seconds = WholeNumber.parse(negative ? text.substring(1) : text, MOST_SECONDS);
            if (seconds == WholeNumber.NONE) {
                throw new IllegalArgumentException("Lease is a whole number of seconds, not '" + shown(text) + "'");
            }
            return Duration.ofSeconds(negative ? -seconds : seconds);
        });
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }
}
