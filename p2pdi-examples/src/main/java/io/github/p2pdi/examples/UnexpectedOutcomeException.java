package io.github.p2pdi.examples;

/** A step of the scenario ended otherwise than it should have. */
final class UnexpectedOutcomeException extends Exception {
    private static final long serialVersionUID = 1L;

    UnexpectedOutcomeException(String message) {
        super(message);
    }
}
