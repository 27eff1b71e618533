package io.github.p2pdi.impl.registration;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Is told by the registry in memory what has changed, so that it can be kept, and lets those wait who are to be told only then (rule 16). But for closing, it
 * is called with the registry's lock held.
 */
interface Journal {
    /** Of a registry that keeps nothing: nobody waits. */
    Journal NONE = new Journal() {};

    /** A record may change; what it is now is what it is again if the step that is being taken is not kept. */
    default void before(PeerRecord record) {}

    /** A record is new, or has changed otherwise than by a renewal or by being shown. */
    default void changed(PeerRecord record) {}

    /** A record that runs is to be listed, as its peer was found at its address: no sign of life. */
    default void shown(PeerRecord record) {}

    /** The lease of a record has begun anew while it ran. */
    default void renewed(PeerRecord record) {}

    /** A record is about to be forgotten. */
    default void forgotten(PeerRecord record) {}

    /**
     * Takes a step that somebody waits for; he is told later, when it is kept or undone.
     *
     * @return what he is told at once, as there is nothing to wait for
     */
    default <T> Optional<T> step(Supplier<T> step, Waiter<T> waiter) {
        return Optional.of(step.get());
    }

    /** Keeps what is not kept yet, and ends. Called without the lock, once. */
    default void close() {}

    /**
     * Who waits for a step.
     *
     * @param then is told what came of it
     * @param notKept what he is told where it cannot be kept
     * @param changes whether what came of the step is to be kept
     */
    record Waiter<T>(Consumer<T> then, T notKept, Predicate<T> changes) {}
}
