package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.json.RfcAnswer;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.peer.LatestAnswers.Self;
import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a peer tells in one answer, be it in many pages, as far as it may count: of its own words as many as there is room for and one, so that it is seen where they are too
 * many, and of hearsay likewise. What is told of peers that have spoken for themselves counts nothing and might be very much, and so does hearsay that nobody
 * asked for. One thread at a time.
 */
final class Told implements IndexCalls.Wish {
    private final PeerAddress from;
    private final Scope scope;
    private final Set<PeerAddress> speakers;
    private final int most;
    private final Consumer<RfcEntry> listener;
    private final List<Learned> learned = new ArrayList<>();
    private List<RfcAnswer.Key> removed = List.of();
    private boolean full = true;
    private int seen;
    private int words;
    private int hearsay;
    /** That of the first page: whatever has changed since is asked for next time. */
    private Optional<String> tag = Optional.empty();

    private Optional<Self> self = Optional.empty();

    /**
     * Nothing yet.
     *
     * @param from who tells
     * @param scope what was asked for
     * @param speakers of whom hearsay counts nothing
     * @param most how many records there is room for
     * @param listener is told of each record, whether it counts or not
     */
    Told(PeerAddress from, Scope scope, Set<PeerAddress> speakers, int most, Consumer<RfcEntry> listener) {
        this.from = from;
        this.scope = scope;
        this.speakers = speakers;
        this.most = most;
        this.listener = listener;
    }

    @Override
    public boolean wants(RfcEntry entry) {
        seen++;
        listener.accept(entry);
        if (!IndexCalls.isHearsay(entry)) {
            return words++ <= most;
        }
        return scope == Scope.ALL && !isOfSpeaker(entry) && hearsay++ <= most;
    }

    /** Nothing can be taken out that was not taken in. */
    @Override
    public int mostRemoved() {
        return most;
    }

    private boolean isOfSpeaker(RfcEntry entry) {
        return IndexCalls.learned(from, entry)
                .filter(each -> !speakers.contains(each.rfc().holder()))
                .isEmpty();
    }

    /** Adds a page of all there is. */
    void add(RfcAnswer page) {
        tag = tag.or(page::tag);
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

    /** Whether more is gone than can ever have been there. */
    boolean isBeyondUse() {
        return removed.size() > most;
    }

    /** Whether that is all there is, and not what has changed. */
    boolean isFull() {
        return full;
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
}
