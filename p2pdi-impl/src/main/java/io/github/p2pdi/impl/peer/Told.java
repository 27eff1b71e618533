package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.peer.LatestAnswers.Self;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a peer tells in one answer, be it in many pages, as far as it may count: of its own words as many as there is room for and one, so that it is seen where they are too
 * many, and of hearsay likewise; the same holds for the bytes of their texts. What is told of peers that have spoken for themselves counts nothing and might be very much, and so does hearsay that nobody
 * asked for. One thread at a time.
 */
final class Told implements IndexCalls.Wish, AutoCloseable {
    /** As much as all can tell that count, with what counts nothing because its holders have spoken for themselves. */
    private static final long MOST_TEXT = 4 * IndexCalls.MOST_BYTES;

    private final PeerAddress from;
    private final Scope scope;
    private final Predicate<PeerAddress> speaks;
    private final IndexLimits limits;
    private final Consumer<RfcEntry> listener;
    private final TellingRoom.Part room;
    private final List<Learned> learned = new ArrayList<>();
    private List<RfcAnswer.Key> removed = List.of();
    private boolean full = true;
    private int seen;
    private long text;
    private final Share words = new Share();
    private final Share hearsay = new Share();
    /** That of the first page: whatever has changed since is asked for next time. */
    private Optional<String> tag = Optional.empty();

    private boolean changing;
    private Optional<Self> self = Optional.empty();

    /**
     * Nothing yet.
     *
     * @param from who tells
     * @param scope what was asked for
     * @param speaks of whom hearsay counts nothing
     * @param limits how much there is room for
     * @param listener is told of each record, whether it counts or not
     * @param room for what is kept
     */
    Told(
            PeerAddress from,
            Scope scope,
            Predicate<PeerAddress> speaks,
            IndexLimits limits,
            Consumer<RfcEntry> listener,
            TellingRoom.Part room) {
        this.from = from;
        this.scope = scope;
        this.speaks = speaks;
        this.limits = limits;
        this.listener = listener;
        this.room = room;
    }

    @Override
    public boolean wants(RfcEntry entry) {
        int length = length(entry);
        seen++;
        text += length;
        listener.accept(entry);
        return counts(entry, length) && room.take(length);
    }

    private boolean counts(RfcEntry entry, int length) {
        if (!IndexCalls.isHearsay(entry)) {
            return words.takes(length);
        }
        return scope == Scope.ALL && !isOfSpeaker(entry) && hearsay.takes(length);
    }

    /** Whether something was not kept as others are telling too much at the same time: then this is not what the peer has told. */
    boolean isCrowdedOut() {
        return room.isRefused();
    }

    /** What was told is of no use any more. */
    @Override
    public void close() {
        room.close();
    }

    /** No more than its bytes in UTF-8, and no less than half of what it takes in memory. */
    private static int length(RfcEntry entry) {
        return Math.min(entry.title().length(), Rfc.LONGEST_TITLE)
                + entry.path().length();
    }

    /** Nothing can be taken out that was not taken in. */
    @Override
    public int mostRemoved() {
        return limits.recordsOfOne();
    }

    private boolean isOfSpeaker(RfcEntry entry) {
        return IndexCalls.learned(from, entry)
                .filter(each -> !speaks.test(each.rfc().holder()))
                .isEmpty();
    }

    /** Adds a page of all there is. */
    void add(RfcAnswer page) {
        tag = tag.or(page::tag);
        changing |= page.tag().isPresent() && !page.tag().equals(tag);
        self = self.or(() -> self(page));
        learned.addAll(IndexCalls.learned(from, page));
    }

    /** Adds what answers a question for changes, which may be all there is. */
    void addChanges(RfcAnswer answer) {
        full = answer.full();
        removed = answer.removed();
        add(answer);
    }

    private static Optional<Self> self(RfcAnswer answer) {
        return answer.added().stream()
                .filter(entry -> !IndexCalls.isHearsay(entry) && entry.port().isPresent())
                .map(entry -> new Self(entry.hostname(), entry.port().getAsInt()))
                .findFirst();
    }

    /** How many records were told so far, those included that do not count. */
    int seen() {
        return seen;
    }

    /** Whether there is more of it than is kept, or than is read in how many pages soever. */
    boolean isCut() {
        return isEnough() || hearsay.cut;
    }

    /** Whether nothing of what follows would count: where only hearsay is too much, there may be own words behind it. */
    boolean isEnough() {
        return words.cut || text >= MOST_TEXT;
    }

    /** Whether more is gone than can ever have been there. */
    boolean isBeyondUse() {
        return removed.size() > limits.recordsOfOne();
    }

    /** Whether that is all there is, and not what has changed. */
    boolean isFull() {
        return full;
    }

    /** Whether of what has changed nothing counts. */
    boolean isUnchanged() {
        return removed.isEmpty() && learned.isEmpty();
    }

    /** Whether something changed between its pages: a record that came or went meanwhile may be told wrongly. */
    boolean hasChanged() {
        return changing;
    }

    List<Learned> learned() {
        return learned;
    }

    List<RfcAnswer.Key> removed() {
        return removed;
    }

    Optional<String> tag() {
        return tag;
    }

    Optional<Self> self() {
        return self;
    }

    /** What is kept of one kind of records. */
    private final class Share {
        private int records;
        private long text;
        private boolean cut;

        boolean takes(int length) {
            boolean taken = records <= limits.recordsOfOne() && text <= limits.textBytesOfOne();
            records += taken ? 1 : 0;
            text += taken ? length : 0;
            cut |= !taken;
            return taken;
        }
    }
}
