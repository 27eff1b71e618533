package io.github.p2pdi.impl.registration;

import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;

/** Makes requests in one line. */
final class Requests {
    private Requests() {}

    /** A request; headers are names and values in turn. */
    static Request request(String method, String target, String... headers) {
        Headers all = Headers.NONE;
        for (int i = 0; i < headers.length; i += 2) {
            all = all.with(headers[i], headers[i + 1]);
        }
        return new Request(method, target, all);
    }
}
