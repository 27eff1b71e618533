package io.github.p2pdi.wire;

import io.github.p2pdi.model.Status;

/**
 * One frame of an answer: a head and a body. Whoever is given one owns its body and closes it, once, whatever happens.
 *
 * @param head status and headers, without Content-Length: the codec writes that
 * @param body what follows; {@link Body#NONE} where nothing does
 */
public record Response(ResponseHead head, Body body) {
    /**
     * {@return an answer without a body and without headers}
     *
     * @param status what became of the request
     */
    public static Response of(Status status) {
        return of(status, Headers.NONE, Body.NONE);
    }

    /**
     * {@return an answer}
     *
     * @param status what became of the request
     * @param headers the headers
     * @param body the body
     */
    public static Response of(Status status, Headers headers, Body body) {
        return new Response(new ResponseHead(status, headers), body);
    }
}
