package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Listing;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A part of the index as others are shown it, and how it came to be so. A version of it is numbered when somebody is shown it, and what differs from the
 * version before is remembered: for a day, and at most so many records. The monitor guards all but what is shown, which is read without it.
 */
final class IndexView {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** The times in a long list are good for so many times as long as it took to make it, so that this never takes more than a part of one core. */
    private static final int PATIENCE = 20;

    /** Where more has changed than a short list has, and than one in so many records, the whole is told. */
    private static final int SHARE = 8;

    private final TimeSource time;
    private final LongSupplier stamp;
    private final Supplier<Listing> records;
    private final Superseded superseded;
    private final IndexChanges changes = new IndexChanges();
    private volatile Shown shown = Shown.NOTHING;

    /**
     * Makes one that has shown nothing yet.
     *
     * @param stamp changes whenever the records do
     * @param records gives them
     * @param superseded what was shown before and is still being sent
     */
    IndexView(TimeSource time, LongSupplier stamp, Supplier<Listing> records, Superseded superseded) {
        this.time = time;
        this.stamp = stamp;
        this.records = records;
        this.superseded = superseded;
    }

    /** What is shown now, if it need not be made first. */
    Optional<Shown> atHand() {
        Shown last = shown;
        return last.isExact(stamp.getAsLong(), time.nanos()) ? Optional.of(last) : Optional.empty();
    }

    /** Whether what was shown last is short: else it takes long to see what has changed since, however little is left. */
    boolean wasShort() {
        return shown.records().size() <= Shown.SHORT;
    }

    /** What is shown now. What is left of others' records is told in seconds, so it is made anew each second, but the version stays. */
    Shown now() {
        return atHand().orElseGet(this::brought);
    }

    private synchronized Shown brought() {
        // Taken before the records are: if they change in between, the next asker finds a newer stamp.
        long stampNow = stamp.getAsLong();
        long nanos = time.nanos();
        Shown last = shown;
        if (last.isExact(stampNow, nanos)) {
            return last;
        }
        Listing current = records.get();
        long version = last.isOf(current) ? last.version() : note(last, current, nanos);
        Shown made = current.size() <= Shown.SHORT
                ? new Shown(version, current, stampNow, nextSecond(nanos))
                : lasting(version, current, stampNow, last.cost());
        made.took(time.nanos() - nanos);
        shown = made;
        last.replaced(made, superseded);
        return made;
    }

    /** All of what is shown. */
    PiecedBody.Built whole(Shown last) {
        return made(last, last::whole);
    }

    /** The same as an answer to {@code Since}, under its tag. */
    PiecedBody.Built full(Shown last, Tag tag) {
        return made(last, () -> last.full(tag));
    }

    private PiecedBody.Built made(Shown last, Supplier<PiecedBody.Built> make) {
        long begun = time.nanos();
        PiecedBody.Built made = make.get();
        last.took(time.nanos() - begun);
        return made;
    }

    /** A list that is shown for long tells what will be left when it is shown last. */
    private Shown lasting(long version, Listing current, long stampNow, Duration cost) {
        Duration wanted = cost.multipliedBy(PATIENCE);
        Duration lasts = wanted.compareTo(SECOND) > 0 ? wanted : SECOND;
        return new Shown(version, current.after(lasts), stampNow, time.nanos() + lasts.toNanos());
    }

    private static long nextSecond(long nanos) {
        long second = SECOND.toNanos();
        return nanos - Math.floorMod(nanos, second) + second;
    }

    /** Which records differ between a version and what is shown now; none if that is not known any more, or so much has changed that all there is is the better answer. */
    synchronized Optional<Set<Rfc.Key>> changedSince(long version) {
        changes.forgetOld(time.nanos());
        Shown last = shown;
        int most = Math.max(Shown.SHORT, last.records().size() / SHARE);
        return version > last.version() ? Optional.empty() : changes.since(version, most);
    }

    /** Remembers what differs. The new version's number. */
    private long note(Shown last, Listing current, long nanos) {
        Listing before = last.records();
        long version = last.version() + 1;
        boolean differs = last == Shown.NOTHING;
        int old = 0;
        int now = 0;
        while (old < before.size() || now < current.size()) {
            int order = order(before, old, current, now);
            if (order != 0 || !before.isSame(old, current, now)) {
                changes.add(version, nanos, order <= 0 ? before.key(old) : current.key(now));
                differs = true;
            }
            old += order <= 0 ? 1 : 0;
            now += order >= 0 ? 1 : 0;
        }
        return differs ? version : version - 1;
    }

    private static int order(Listing before, int old, Listing current, int now) {
        if (old == before.size() || now == current.size()) {
            return old == before.size() ? 1 : -1;
        }
        return before.compare(old, current, now);
    }
}
