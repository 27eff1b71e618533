package io.github.p2pdi.impl.index;

import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/** All records of a snapshot, those of others with the time that was left to them. Each is made when it is asked for. Immutable. */
final class LearnedList extends AbstractList<Learned> implements RandomAccess {
    private final Snapshot snapshot;
    private final long[] order;
    private final long now;
    /** Of each slice of own words, when it lapses: saying them again changes that and nothing else. */
    private final long[] lapses;

    LearnedList(Snapshot snapshot, long now) {
        this.snapshot = snapshot;
        this.order = snapshot.order();
        this.now = now;
        List<Slice> slices = snapshot.slices();
        this.lapses = new long[slices.size()];
        for (int i = 0; i < lapses.length; i++) {
            Batch batch = slices.get(i).batch();
            lapses[i] = batch == null ? 0 : batch.lapsesAt;
        }
    }

    @Override
    public Learned get(int index) {
        long place = order[index];
        return new Learned(snapshot.rfc(place), left(place));
    }

    private Optional<Duration> left(long place) {
        Batch batch = snapshot.slice(place).batch();
        if (batch == null) {
            return Optional.empty();
        }
        long until = batch.ownWords ? lapses[(int) (place >>> 32)] : batch.lapsesAt((int) place);
        return Optional.of(Duration.ofNanos(until - now));
    }

    @Override
    public int size() {
        return order.length;
    }
}
