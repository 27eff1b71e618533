package io.github.p2pdi.examples;

/** A result was not written, so whoever waits for it would wait in vain: a full disk, or nobody who reads. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputException() {
        super("cannot write to stdout");
    }
}
