package io.github.p2pdi.impl.peer;

import io.github.p2pdi.model.Rfc;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which records came, went or differed in which version of what is shown: for a day, and never more than so many, also while they are added. One thread at a time. */
final class IndexChanges {
    static final int MOST = 65_536;

    private static final long KEPT_NANOS = Duration.ofHours(24).toNanos();

    private final Deque<Change> changes = new ArrayDeque<>();
    /** Who knows an older version than this is not told what has changed, but all there is. */
    private long oldest;

    /** Adds one, and forgets the oldest where there are too many. Versions and times come in their order. */
    void add(long version, long nanos, Rfc.Key key) {
        changes.add(new Change(version, nanos, key));
        forgetOld(nanos);
    }

    void forgetOld(long nanos) {
        Change first = changes.peekFirst();
        while (first != null && (changes.size() > MOST || nanos - first.nanos > KEPT_NANOS)) {
            oldest = first.version;
            changes.removeFirst();
            first = changes.peekFirst();
        }
    }

    int size() {
        return changes.size();
    }

    /** Which records differ between a version and the latest; none if that is not known any more, or they have changed more often than that. */
    Optional<Set<Rfc.Key>> since(long version, int most) {
        if (version < oldest || isMore(version, most)) {
            return Optional.empty();
        }
        Set<Rfc.Key> keys = new TreeSet<>();
        for (Iterator<Change> latest = changes.descendingIterator(); latest.hasNext(); ) {
            Change change = latest.next();
            if (change.version <= version) {
                break;
            }
            keys.add(change.key);
        }
        return Optional.of(keys);
    }

    private boolean isMore(long version, int most) {
        int count = 0;
        Iterator<Change> latest = changes.descendingIterator();
        while (count <= most && latest.hasNext() && latest.next().version > version) {
            count++;
        }
        return count > most;
    }

    private record Change(long version, long nanos, Rfc.Key key) {}
}
