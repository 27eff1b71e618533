package io.github.p2pdi.wire;

import io.github.p2pdi.model.Status;
import java.util.stream.Collectors;

/**
 * The head of an answer.
 *
 * <p>Immutable.
 *
 * @param status what became of the request
 * @param headers the headers
 */
public record ResponseHead(Status status, Headers headers) implements Head {
    @Override
    public ResponseHead with(Headers more) {
        return new ResponseHead(status, headers.with(more));
    }

    @Override
    public String toString() {
        return status + headers.fields().stream().map(f -> "\n" + f).collect(Collectors.joining());
    }
}
