package io.github.p2pdi.error;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Nobody who was asked has the document, or nobody who has it could deliver it. {@link #attempts()} lists whom was asked and what each said. */
public final class DocumentNotFoundException extends RequestRefusedException {
    private static final long serialVersionUID = 1L;

    private final long number;
    /** What List.copyOf gives is serializable, and so are its elements. */
    @SuppressWarnings("serial")
    private final List<Attempt> attempts;

    /**
     * Makes one for one peer that was asked.
     *
     * @param peer who was asked
     * @param number the document's number
     */
    public DocumentNotFoundException(PeerAddress peer, long number) {
        this(peer, number, List.of(new Attempt(peer, "does not have it")));
    }

    /**
     * Makes one for all who were asked.
     *
     * @param number the document's number
     * @param attempts whom was asked and what each said, in the order of asking
     */
    public DocumentNotFoundException(long number, List<Attempt> attempts) {
        this(null, number, attempts);
    }

    private DocumentNotFoundException(@Nullable PeerAddress peer, long number, List<Attempt> attempts) {
        super(peer, Status.NOT_FOUND, message(number, attempts), null);
        this.number = number;
        this.attempts = List.copyOf(attempts);
    }

    /** {@return the number of the document that was not found} */
    public long number() {
        return number;
    }

    /** {@return whom was asked, and what each said, in the order of asking; empty where there was nobody to ask} */
    public List<Attempt> attempts() {
        return attempts;
    }

    private static String message(long number, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return "document " + number + " was not found: no other peer is active";
        }
        return "document " + number + " was not found: "
                + attempts.stream().map(Attempt::toString).collect(Collectors.joining("; "));
    }

    /**
     * One source that was tried.
     *
     * <p>Immutable.
     *
     * @param source who was asked: a peer or the registration server
     * @param outcome what it said, or how it failed
     */
    public record Attempt(PeerAddress source, String outcome) implements Serializable {
        /** {@return source and outcome} */
        @Override
        public String toString() {
            return source + " " + outcome;
        }
    }
}
