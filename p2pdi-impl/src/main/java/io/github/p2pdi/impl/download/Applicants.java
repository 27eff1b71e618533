package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.model.Rfc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Those who turn up as holders while one transfer runs: its crew grows by them. For the transfer's thread. */
final class Applicants {
    private final HolderSearch.Candidates candidates;
    private final Crew crew;
    private final Board board;
    private final AtomicLong news = new AtomicLong();
    private long newsSeen = -1;
    /** That all have been asked can be seen before the news of the last is told. */
    private boolean lastSeen;

    private boolean asked;

    Applicants(HolderSearch.Candidates candidates, Crew crew, Board board) {
        this.candidates = candidates;
        this.crew = crew;
        this.board = board;
    }

    /**
     * Takes in who has turned up, as long as it is wanted. Whether those {@linkplain #areAll() are all} is asked first: what the search brought last is there
     * by then.
     */
    void admit() {
        long now = news.get();
        boolean last = areAll();
        if (now == newsSeen && last == lastSeen) {
            return;
        }
        newsSeen = now;
        lastSeen = last;
        List<Rfc> found = new ArrayList<>();
        for (Optional<Rfc> next = next(); next.isPresent(); next = next()) {
            found.add(next.get());
        }
        board.changingIf(() -> {
            found.forEach(record -> crew.add(record, board.time().nanos()));
            return !found.isEmpty();
        });
    }

    private Optional<Rfc> next() {
        return board.isCancelled() ? Optional.empty() : candidates.next();
    }

    /** Has others asked who holds the document. */
    void ask() {
        asked = true;
        candidates.ask(() -> {
            news.incrementAndGet();
            board.changing(() -> true);
        });
    }

    boolean wereAsked() {
        return asked;
    }

    /** Whether nobody else will turn up. */
    boolean areAll() {
        return candidates.isExhausted();
    }

    /** Who could not even be asked for what he holds. */
    List<Attempt> attempts() {
        return candidates.attempts();
    }
}
