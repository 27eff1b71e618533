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

    /** {@return whether another call may find it: somebody could not say, or could not deliver, for now; or nobody was active} */
    @Override
    public boolean mayRetry() {
        return attempts.isEmpty() || attempts.stream().anyMatch(Attempt::mayRetry);
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
     * @param mayRetry whether it may say something else the next time, without anybody changing anything
     */
    public record Attempt(PeerAddress source, String outcome, boolean mayRetry) implements Serializable {
        /**
         * Makes one that is final.
         *
         * @param source who was asked
         * @param outcome what it said
         */
        public Attempt(PeerAddress source, String outcome) {
            this(source, outcome, false);
        }

        /** {@return source and outcome} */
        @Override
        public String toString() {
            return source + " " + outcome;
        }
    }
}
