package io.github.p2pdi.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What has happened so far, in order, and a way to wait for more of it.
 *
 * <p>Safe for concurrent use.
 */
final class Tally<T> {
    private final String what;
    private final List<T> entries = new ArrayList<>();

    /** Makes an empty one; {@code what} names the entries where they fail to come. */
    Tally(String what) {
        this.what = what;
    }

    synchronized void add(T entry) {
        entries.add(entry);
        notifyAll();
    }

    synchronized List<T> soFar() {
        return List.copyOf(entries);
    }

    synchronized List<T> await(int atLeast) throws InterruptedException {
        Patience patience = Patience.begin();
        while (entries.size() < atLeast) {
            patience.waitOn(this, () -> atLeast + " " + what + ", saw " + entries);
        }
        return List.copyOf(entries);
    }
}
