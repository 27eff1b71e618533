package io.github.p2pdi.impl.peer;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.impl.download.HolderSearch.Candidates;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for one document: first the holders that the index knows, best first; then everybody who is active is asked, and whoever turns up
 * as a holder meanwhile is given at once. It ends when all have been asked.
 */
final class IndexSearch implements Candidates {
    private final MergedIndex index;
    private final Discovery discovery;
    private final long number;
    private final long begunNanos;
    private final Set<PeerAddress> given = new HashSet<>();
    private @Nullable Round round;

    IndexSearch(MergedIndex index, Discovery discovery, long number) {
        this.index = index;
        this.discovery = discovery;
        this.number = number;
        this.begunNanos = discovery.now();
    }

    @Override
    public Optional<Rfc> next() {
        for (Rfc record : index.find(number)) {
            if (given.add(record.holder())) {
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
