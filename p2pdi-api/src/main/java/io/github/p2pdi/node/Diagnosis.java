package io.github.p2pdi.node;

import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What works on the way to a peer, and what does not: see {@link PeerNode#diagnose}.
 *
 * <p>Immutable.
 *
 * @param peer the address that was looked at
 * @param steps one for each {@link Stage}, in their order
 */
public record Diagnosis(PeerAddress peer, List<Step> steps) {
    /**
     * Copies the list.
     *
     * @param peer as described above
     * @param steps as described above
     * @throws IllegalArgumentException if they are not one for each stage, in their order
     */
    public Diagnosis {
        Objects.requireNonNull(peer, "peer");
        steps = List.copyOf(steps);
        List<Stage> stages = steps.stream().map(Step::stage).toList();
        if (!stages.equals(List.of(Stage.values()))) {
            throw new IllegalArgumentException("a diagnosis has a step for each stage, in their order, not " + stages);
        }
    }

    /** {@return whether every step that could be tried has passed} A peer that merely is not {@linkplain Stage#KNOWN listed} has one that has not. */
    public boolean works() {
        return steps.stream().noneMatch(step -> step.outcome() == Outcome.FAILED);
    }

    /**
     * {@return the step of a stage}
     *
     * @param stage which
     */
    public Step step(Stage stage) {
        return steps.stream().filter(step -> step.stage() == stage).findFirst().orElseThrow();
    }

    /** {@return a line that says whether it works, and one for each step, for people to read} */
    @Override
    public String toString() {
        String failed = steps.stream()
                .filter(step -> step.outcome() == Outcome.FAILED)
                .map(step -> step.stage().toString())
                .collect(Collectors.joining(", "));
        return steps.stream()
                .map(step -> System.lineSeparator() + "  " + step)
                .collect(Collectors.joining("", peer + (works() ? " works" : " fails at " + failed), ""));
    }

    /** What is looked at, one after the other. Where one fails, those after it are skipped; but whoever is not {@link #KNOWN} may be reached all the same. */
    public enum Stage {
        /** The registration server lists it among the active peers. Skipped where the peer that asks was given no server. */
        KNOWN,
        /** Its host has IP addresses. Skipped for transports other than TCP and TLS. */
        RESOLVES,
        /** A connection to it can be opened, with the TLS handshake where there is one. */
        CONNECTS,
        /** It answers in the form of the protocol, whatever it says. */
        SPEAKS,
        /** It tells its index, which can be read. */
        INDEX,
        /** A document of its index is sent, or the first chunk of it, and is what it should be. Skipped where the index is empty. */
        DOCUMENT
    }

    /** What became of a step. */
    public enum Outcome {
        /** It works. */
        PASSED,
        /** It was tried, and does not work. */
        FAILED,
        /** It was not tried: there is nothing to try, or a step before it has failed. */
        SKIPPED
    }

    /**
     * One step of it.
     *
     * <p>Immutable.
     *
     * @param stage what was looked at
     * @param outcome what became of it
     * @param seen what was seen, or why it was skipped, in a sentence for people; what went wrong as the message of the
     *     {@link io.github.p2pdi.error.P2pdiException} that a call would have ended with
     * @param took how long it took; zero where it was skipped
     */
    public record Step(Stage stage, Outcome outcome, String seen, Duration took) {
        /**
         * Makes one.
         *
         * @param stage as described above
         * @param outcome as described above
         * @param seen as described above
         * @param took as described above
         */
        public Step {
            Objects.requireNonNull(stage, "stage");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(seen, "seen");
            Objects.requireNonNull(took, "took");
        }

        /** {@return all of it, on a line} */
        @Override
        public String toString() {
            String time = outcome == Outcome.SKIPPED ? "" : " (" + took.toMillis() + " ms)";
            return String.format(Locale.ROOT, "%-8s  %-7s  %s%s", stage, outcome, seen, time);
        }
    }
}
