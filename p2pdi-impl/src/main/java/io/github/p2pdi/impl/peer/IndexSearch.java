package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.impl.download.HolderSearch.Candidates;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for others that hold one document: first the holders that the index knows, best first; then everybody who is active is asked, and whoever turns up
 * as a holder meanwhile is given at once. It ends when all have been asked. One teller can make up as many holders as the index has room for: of those that
 * have not spoken for themselves only the first are given.
 */
final class IndexSearch implements Candidates {
    /** Holders that are known by hearsay alone. */
    static final int MOST_HEARD = 1_000;

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;

    private final MergedIndex index;
    private final Discovery discovery;
    private final long number;
    private final long begunNanos;
    private final Set<PeerAddress> given = new HashSet<>();
    private Iterator<Rfc> found = Collections.emptyIterator();
    private long lookedNanos;
    private int heard;
    private @Nullable Round round;

    IndexSearch(MergedIndex index, Discovery discovery, long number, PeerAddress self) {
        this.index = index;
        this.discovery = discovery;
        this.number = number;
        this.begunNanos = discovery.now();
        // What is held here is not asked for over the network.
        given.add(self);
    }

    @Override
    public Optional<Rfc> next() {
        // Who has turned up meanwhile may be better than those who were found; to look each time would take long.
        boolean isOld = discovery.now() - lookedNanos >= LOOK_AGAIN_NANOS;
        Optional<Rfc> next = isOld ? Optional.empty() : nextFound();
        if (next.isEmpty()) {
            look();
            next = nextFound();
        }
        return next;
    }

    private void look() {
        found = index.find(number).iterator();
        lookedNanos = discovery.now();
    }

    private Optional<Rfc> nextFound() {
        while (found.hasNext()) {
            Rfc record = found.next();
            if (given.contains(record.holder())) {
                continue;
            }
            boolean speaks = index.hasSpoken(record.holder());
            if ((speaks || heard < MOST_HEARD) && given.add(record.holder())) {
                heard += speaks ? 0 : 1;
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    @Override
    public void ask(Runnable news) {
        if (round == null) {
            round = discovery.since(begunNanos);
            round.onNews(news);
        }
    }

    @Override
    public boolean isExhausted() {
        return round != null && round.isFinished();
    }

    @Override
    public List<Attempt> attempts() {
        List<Attempt> attempts = new ArrayList<>();
        if (round != null) {
            attempts.addAll(round.remarks());
            round.answers().stream()
                    .filter(answer -> !given.contains(answer.source()))
                    .forEach(attempts::add);
        }
        return attempts;
    }
}
