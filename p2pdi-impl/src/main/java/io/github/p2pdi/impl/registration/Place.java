package io.github.p2pdi.impl.registration;

/**
 * A place in a {@link RecordQueue}. The places of a queue form a ring, so one is taken out without knowing its queue, and without a search. Guarded
 * by the registry's lock.
 */
class Place {
    private Place previous = this;
    private Place next = this;

    final Place next() {
        return next;
    }

    /** Goes to the place before that one, from wherever it was. */
    final void moveBefore(Place other) {
        takeOut();
        previous = other.previous;
        next = other;
        previous.next = this;
        next.previous = this;
    }

    final void takeOut() {
        previous.next = next;
        next.previous = previous;
        previous = this;
        next = this;
    }
}
