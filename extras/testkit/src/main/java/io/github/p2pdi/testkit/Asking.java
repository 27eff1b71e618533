package io.github.p2pdi.testkit;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;

/** The requests and answers of the contract's tests: documents are asked for by their size. */
final class Asking {
    private Asking() {}

    static Request document(long size) {
        return new Request("getrfc", "127.0.0.1", Headers.of(HeaderNames.RFC_NUMBER, Long.toString(size)));
    }

    static Request anything() {
        return document(1);
    }

    static long number(Exchange exchange) {
        return Long.parseLong(
                exchange.request().headers().first(HeaderNames.RFC_NUMBER).orElse("-1"));
    }

    static Response ok(Body body) {
        return Response.of(Status.OK, Headers.NONE, body);
    }

    /** Answers with the document that is asked for. */
    static void serve(Exchange exchange) {
        exchange.answer(ok(new CountedContent(number(exchange)).body()));
    }

    /** Leaves the exchange as it is: nobody ever answers. */
    static void ignore(Exchange exchange) {}
}
