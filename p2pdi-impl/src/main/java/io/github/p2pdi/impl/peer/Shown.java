package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Listing;
import io.github.p2pdi.impl.runtime.Revocable;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.wire.Body;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What was shown of the index at some moment, in the order of the keys. The whole of it is encoded once for all who ask. Immutable but for that. */
final class Shown {
    /** So many records are encoded in a millisecond or two, for which others can wait. */
    static final int SHORT = 1_000;

    /** Before anything has been shown. */
    static final Shown NOTHING = new Shown(0, Listing.NONE, 0, 0);

    private final long version;
    private final Listing records;
    private final long stamp;
    private final long goodUntil;
    private volatile PiecedBody.@Nullable Built whole;
    private volatile PiecedBody.@Nullable Built full;
    private final AtomicLong costNanos = new AtomicLong();
    private final Revocable revocable = new Revocable();

    /**
     * Makes one.
     *
     * @param stamp that of the index when the records were taken
     * @param goodUntil until when the times in it may be told
     */
    Shown(long version, Listing records, long stamp, long goodUntil) {
        this.version = version;
        this.records = records;
        this.stamp = stamp;
        this.goodUntil = goodUntil;
    }

    long version() {
        return version;
    }

    Listing records() {
        return records;
    }

    /** Whether it can still be shown when the index has that stamp. */
    boolean isExact(long stampNow, long nanos) {
        return this != NOTHING && stampNow == stamp && (nanos - goodUntil < 0 || !records.ages());
    }

    /** Whether it has these records, as far as can be told without looking at them. */
    boolean isOf(Listing current) {
        return this != NOTHING && records.isLike(current);
    }

    /** To make it took so much time more. */
    void took(long nanos) {
        costNanos.addAndGet(nanos);
    }

    /** How long it has taken to make it. */
    Duration cost() {
        return Duration.ofNanos(costNanos.get());
    }

    /** {@link #whole()}, if it is at hand. */
    Optional<PiecedBody.Built> encoded() {
        return Optional.ofNullable(whole);
    }

    /** All of it as a list. Two who ask first at once encode it twice. */
    PiecedBody.Built whole() {
        PiecedBody.Built made = whole;
        if (made == null) {
            made = RecordBodies.shared(records);
            whole = made;
        }
        return made;
    }

    /** All of it as an answer to {@code Since} that is the same for all, under the tag that it has without filters. */
    PiecedBody.Built full(Tag tag) {
        PiecedBody.Built made = full;
        if (made == null) {
            made = RecordBodies.sharedFull(tag.text(), records);
            full = made;
        }
        return made;
    }

    /** A body of what is in it, which is revoked with it. */
    Body body(Body of) {
        return revocable.body(of);
    }

    /** Another has taken its place: what it is still sent as counts from now on. */
    void replaced(Shown by, Superseded superseded) {
        superseded.add(revocable, ownBytes(by), records.bytesNotIn(by.records));
    }

    private long ownBytes(Shown by) {
        long ofOrder = records.isLike(by.records) ? 0 : records.orderBytes();
        return ofOrder + heldBytes(whole) + heldBytes(full);
    }

    private static long heldBytes(PiecedBody.@Nullable Built made) {
        return made != null && made.isHeld() ? made.size() : 0;
    }

    /** The index of the first record behind this key. */
    int behind(Rfc.Key key) {
        int at = records.from(key);
        return at < records.size() && records.key(at).equals(key) ? at + 1 : at;
    }

    /** The index of the record with this key; -1 if it is not among them. */
    int find(Rfc.Key key) {
        int at = records.from(key);
        return at < records.size() && records.key(at).equals(key) ? at : -1;
    }

    /** The indexes of all records whose key is the same on the wire, where it has no scheme: in the order of keys they stand side by side. */
    IntStream sameOnTheWire(Rfc.Key key) {
        int at = records.from(key);
        int from = at;
        while (from > 0 && isSameOnTheWire(key, records.key(from - 1))) {
            from--;
        }
        int to = at;
        while (to < records.size() && isSameOnTheWire(key, records.key(to))) {
            to++;
        }
        return IntStream.range(from, to);
    }

    /** Whether two keys are told as one. */
    static boolean isSameOnTheWire(Rfc.Key a, Rfc.Key b) {
        return a.number() == b.number()
                && a.holder().port() == b.holder().port()
                && a.holder().host().equals(b.holder().host());
    }
}
