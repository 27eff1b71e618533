package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A part of the index as others are shown it, and how it came to be so. A version of it is numbered when somebody is shown it, and what differs from the
 * version before is remembered: for a day, and at most so many records. The monitor guards all.
 */
final class IndexView {
    private static final int MOST_CHANGES = 65_536;
    private static final long KEPT_NANOS = Duration.ofHours(24).toNanos();

    private final TimeSource time;
    private final LongSupplier stamp;
    private final Supplier<List<Learned>> records;
    private final Deque<Change> changes = new ArrayDeque<>();
    private Shown shown = new Shown(0, List.of());
    private boolean isShown;
    private long shownStamp;
    private long shownSecond;
    /** Who knows an older version than this is not told what has changed, but all there is. */
    private long oldest;

    /**
     * Makes one that has shown nothing yet.
     *
     * @param stamp changes whenever the records do
     * @param records gives them, in the order of their keys
     */
    IndexView(TimeSource time, LongSupplier stamp, Supplier<List<Learned>> records) {
        this.time = time;
        this.stamp = stamp;
        this.records = records;
    }

    /** What is shown now. What is left of others' records is told in seconds, so it is made anew each second, but the version stays. */
    synchronized Shown now() {
        // Taken before the records are: if they change in between, the next asker finds a newer stamp.
        long stampNow = stamp.getAsLong();
        long nanos = time.nanos();
        long second = TimeUnit.NANOSECONDS.toSeconds(nanos);
        if (!isShown || stampNow != shownStamp || (second != shownSecond && shown.ages())) {
            List<Learned> current = records.get();
            shown = new Shown(note(current, nanos), current);
            isShown = true;
            shownStamp = stampNow;
            shownSecond = second;
        }
        return shown;
    }

    /** Which records differ between a version and what is shown now; none if that is not known any more. */
    synchronized Optional<Set<Rfc.Key>> changedSince(long version) {
        forgetOld(time.nanos());
        if (version < oldest || version > shown.version()) {
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

    /** Both lists are in the order of their keys. The new version's number. */
    private long note(List<Learned> current, long nanos) {
        List<Learned> before = shown.records();
        long version = shown.version() + 1;
        boolean differs = !isShown;
        int old = 0;
        int now = 0;
        while (old < before.size() || now < current.size()) {
            int order = order(before, old, current, now);
            Rfc rfc = order <= 0 ? before.get(old).rfc() : current.get(now).rfc();
            if (order != 0 || !rfc.equals(current.get(now).rfc())) {
                changes.add(new Change(version, nanos, rfc.key()));
                differs = true;
            }
            old += order <= 0 ? 1 : 0;
            now += order >= 0 ? 1 : 0;
        }
        forgetOld(nanos);
        return differs ? version : version - 1;
    }

    private static int order(List<Learned> before, int old, List<Learned> current, int now) {
        if (old == before.size() || now == current.size()) {
            return old == before.size() ? 1 : -1;
        }
        return before.get(old).rfc().key().compareTo(current.get(now).rfc().key());
    }

    private void forgetOld(long nanos) {
        Change first = changes.peekFirst();
        while (first != null && (changes.size() > MOST_CHANGES || nanos - first.nanos > KEPT_NANOS)) {
            oldest = first.version;
            changes.removeFirst();
            first = changes.peekFirst();
        }
    }

    private record Change(long version, long nanos, Rfc.Key key) {}
}
