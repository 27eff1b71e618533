package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.TitleQuery.Match;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Records of the index at some moment, in the order of keys, those of others with the time that is left to them. Each is made when it is asked for, and what
 * can be told of them without making them is told here. Immutable.
 */
public final class Listing extends AbstractList<Learned> implements RandomAccess {
    /** No records. */
    public static final Listing NONE =
            new Listing(new Snapshot(Block.of(List.of()), new RecordTable(null)), new long[0], 0);

    private final Snapshot snapshot;
    private final long[] order;
    private final long now;
    /** Of each slice of own words, when it lapses: saying them again changes that and nothing else. */
    private final long[] lapses;

    /** Makes one, while nobody changes the index. */
    Listing(Snapshot snapshot, long[] order, long now) {
        this(snapshot, order, now, lapses(snapshot));
    }

    private Listing(Snapshot snapshot, long[] order, long now, long[] lapses) {
        this.snapshot = snapshot;
        this.order = order;
        this.now = now;
        this.lapses = lapses;
    }

    private static long[] lapses(Snapshot snapshot) {
        return snapshot.slices().stream()
                .mapToLong(slice -> slice.batch() == null ? 0 : slice.batch().lapsesAt)
                .toArray();
    }

    /** As it would be told when so much time has passed. Nothing is told to be good for longer than it is. */
    public Listing after(Duration time) {
        return new Listing(snapshot, order, now + time.toNanos(), lapses);
    }

    /** Without what others hold behind sockets of this machine, which are nobody else's business. */
    public Listing withoutSocketsOfOthers() {
        boolean any = snapshot.slices().stream()
                .filter(slice -> slice.batch() != null)
                .anyMatch(slice -> slice.block().holders().stream().anyMatch(Listing::isSocket));
        return any ? new Listing(snapshot, elsewhere(), now, lapses) : this;
    }

    private long[] elsewhere() {
        return Arrays.stream(order)
                .filter(place -> snapshot.slice(place).batch() == null || !isSocket(holder(place)))
                .toArray();
    }

    private static boolean isSocket(PeerAddress address) {
        return address.scheme().equals(PeerAddress.UNIX);
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
        return Optional.of(Duration.ofNanos(Math.max(0, until - now)));
    }

    @Override
    public int size() {
        return order.length;
    }

    /** Those of a range. It keeps no others in memory than are in the same blocks. */
    public Listing part(int from, int to) {
        return from == 0 && to == order.length ? this : apart(Arrays.copyOfRange(order, from, to));
    }

    /** Those with these indexes, likewise. */
    public Listing only(int[] indexes) {
        return apart(Arrays.stream(indexes).mapToLong(index -> order[index]).toArray());
    }

    private Listing apart(long[] some) {
        return new Listing(snapshot.unordered(), some, now, lapses);
    }

    /** Whether there are records of others, of which the time that is left goes by. */
    public boolean ages() {
        return order.length > snapshot.slices().get(0).block().rows();
    }

    /** Whether both have the same records, apart from the time that is left, as far as can be told without looking at them. */
    public boolean isLike(Listing other) {
        return snapshot == other.snapshot && order.length == other.order.length;
    }

    /** How many bytes their order takes that is kept beside the records. */
    public long orderBytes() {
        return (long) Long.BYTES * order.length;
    }

    /** How many bytes of records it keeps from being freed that a later one does not keep, about. */
    public long bytesNotIn(Listing later) {
        if (snapshot == later.snapshot) {
            return 0;
        }
        Set<Block> kept = later.snapshot.slices().stream().map(Slice::block).collect(Collectors.toSet());
        return snapshot.slices().stream()
                .filter(slice -> !kept.contains(slice.block()))
                .mapToLong(Slice::bytes)
                .sum();
    }

    /** The order of the keys of two records. */
    public int compare(int index, Listing other, int otherIndex) {
        long place = order[index];
        long otherPlace = other.order[otherIndex];
        return block(place).compare((int) place, other.block(otherPlace), (int) otherPlace);
    }

    /** Whether two are the same, apart from the time that is left. */
    public boolean isSame(int index, Listing other, int otherIndex) {
        long place = order[index];
        long otherPlace = other.order[otherIndex];
        boolean isOne = (int) place == (int) otherPlace && block(place) == other.block(otherPlace);
        return isOne || block(place).same((int) place, other.block(otherPlace), (int) otherPlace);
    }

    /** What tells a record from others. */
    public Rfc.Key key(int index) {
        return new Rfc.Key(number(index), holder(order[index]));
    }

    /** The first of these whose key is not less than that. */
    public int from(Rfc.Key key) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first of these whose number is not less than that. */
    public int from(long number) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (number(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int compare(int index, Rfc.Key key) {
        int byNumber = Long.compare(number(index), key.number());
        return byNumber == 0 ? holder(order[index]).compareTo(key.holder()) : byNumber;
    }

    /** Tells quickly of most records that a text is not in their titles, whatever the case. */
    public IntPredicate mayHaveInTitle(String text) {
        byte[] upper = text.getBytes(StandardCharsets.UTF_8);
        for (byte each : upper) {
            if (each < 0) {
                // Folding, which is what titles are kept for, takes marks away that count here.
                return index -> true;
            }
        }
        TitleMatcher matcher = TitleMatcher.ofText(TextColumn.folded(text, upper));
        return index -> matcher.match(block(order[index]), (int) order[index]) != Match.NONE;
    }

    private long number(int index) {
        return block(order[index]).number((int) order[index]);
    }

    private PeerAddress holder(long place) {
        return block(place).holder((int) place);
    }

    private Block block(long place) {
        return snapshot.slice(place).block();
    }
}
