package io.github.p2pdi.impl.peer;

import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;

/** What a peer is asked for: all that it knows, or what it holds itself. */
enum Scope {
    ALL,
    LOCAL;

    /** How it is asked for. */
    Headers headers() {
        return this == ALL ? Headers.NONE : Headers.of(HeaderNames.SCOPE, "local");
    }
}
