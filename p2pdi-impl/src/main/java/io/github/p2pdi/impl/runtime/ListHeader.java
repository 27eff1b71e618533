package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.wire.Headers;
import java.util.Optional;
import java.util.stream.Collectors;

/** Headers whose values are lists: several lines of one name are one list (RFC 9110, 5.3). */
public final class ListHeader {
    private ListHeader() {}

    /** All of a list, with commas between; none if no header has that name. */
    public static Optional<String> read(Headers headers, String name) {
        if (headers.count(name) < 2) {
            return headers.first(name);
        }
        return Optional.of(headers.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Headers.Field::value)
                .collect(Collectors.joining(",")));
    }
}
