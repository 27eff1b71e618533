package io.github.p2pdi.impl.registration;

/** A request that says something else than the protocol has it; the message tells the asker what. */
final class MalformedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedRequest(String message) {
        super(message);
    }

    MalformedRequest(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
