package io.github.p2pdi.wire;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A request: a method, a target and headers. Requests of this protocol have no bodies.
 *
 * <p>Immutable.
 *
 * @param method in lower case, whatever case it came in
 * @param target what the method is about; most methods ignore it
 * @param headers the headers
 */
public record Request(String method, String target, Headers headers) implements Head {
    /**
     * Brings the method to lower case.
     *
     * @param method as described above
     * @param target as described above
     * @param headers as described above
     */
    public Request {
        method = method.toLowerCase(Locale.ROOT);
    }

    /** {@return whether the asker takes the additions of the protocol's part 2: {@code Accept: application/json}, exactly} */
    public boolean acceptsJson() {
        return headers.first(HeaderNames.ACCEPT)
                .filter(HeaderNames.JSON::equals)
                .isPresent();
    }

    @Override
    public Request with(Headers more) {
        return new Request(method, target, headers.with(more));
    }

    @Override
    public String toString() {
        return method + " " + target
                + headers.fields().stream().map(f -> "\n" + f).collect(Collectors.joining());
    }
}
