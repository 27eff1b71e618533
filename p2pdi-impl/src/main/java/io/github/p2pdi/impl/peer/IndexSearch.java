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
 * as a holder meanwhile is tried at once. It ends when all have been asked and nobody is left.
 */
final class IndexSearch implements Candidates {
    private final MergedIndex index;
    private final Discovery discovery;
    private final long number;
    private final long begunNanos;
    private final Set<PeerAddress> tried = new HashSet<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable Round round;
    private int heard;

    IndexSearch(MergedIndex index, Discovery discovery, long number) {
        this.index = index;
        this.discovery = discovery;
        this.number = number;
        this.begunNanos = discovery.now();
    }

    @Override
    public Optional<Rfc> next() throws InterruptedException {
        while (true) {
            // Whether the round is over is asked first: what it brought last is in the index by then.
            boolean last = round != null && round.isFinished();
            Optional<Rfc> known = untried();
            if (known.isPresent()) {
                return known;
            }
            if (last) {
                close(round);
                return Optional.empty();
            }
            if (round == null) {
                round = discovery.since(begunNanos);
            }
            heard = round.awaitMoreThan(heard);
        }
    }

    private Optional<Rfc> untried() {
        for (Rfc record : index.find(number)) {
            if (tried.add(record.holder())) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    private void close(@Nullable Round finished) {
        if (finished == null) {
            return;
        }
        attempts.addAll(finished.remarks());
        finished.answers().stream()
                .filter(answer -> !tried.contains(answer.source()))
                .forEach(attempts::add);
    }

    @Override
    public void failed(Attempt attempt) {
        attempts.add(attempt);
    }

    @Override
    public List<Attempt> attempts() {
        return attempts;
    }
}
