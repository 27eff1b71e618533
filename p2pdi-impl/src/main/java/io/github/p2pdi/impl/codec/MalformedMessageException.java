package io.github.p2pdi.impl.codec;

import io.github.p2pdi.model.Status;

/** What has come is not a message. It has no stack trace: it is thrown as often as others like, and never leaves this package. */
final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;
    private final boolean boundaryKnown;
    private final boolean toJsonAsker;

    private MalformedMessageException(Status status, String reason, boolean boundaryKnown, boolean toJsonAsker) {
        super(reason, null, false, false);
        this.status = status;
        this.boundaryKnown = boundaryKnown;
        this.toJsonAsker = toJsonAsker;
    }

    /** A fault inside a frame, whose end is known. */
    static MalformedMessageException inFrame(String reason) {
        return new MalformedMessageException(Status.BAD_REQUEST, reason, true, false);
    }

    /** A message in a version that is not spoken; the end of its frame is known. */
    static MalformedMessageException version(String reason) {
        return new MalformedMessageException(Status.VERSION_NOT_SUPPORTED, reason, true, false);
    }

    /** A fault after which nobody can tell, or would wait for, the end of the frame. */
    static MalformedMessageException fatal(Status status, String reason) {
        return new MalformedMessageException(status, reason, false, false);
    }

    /** The same, in a message whose sender takes JSON. */
    MalformedMessageException toJsonAsker() {
        return new MalformedMessageException(status, reason(), boundaryKnown, true);
    }

    boolean isToJsonAsker() {
        return toJsonAsker;
    }

    Status status() {
        return status;
    }

    boolean boundaryKnown() {
        return boundaryKnown;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
