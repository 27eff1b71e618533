package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ApplicantsTest {
    private static final int MANY = 10_000;
    private static final int WANTED = 10;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Crew crew = new Crew(new HolderHealth(clock), Optional.empty());
    private final Board board = new Board(clock, crew, (holder, why) -> {});
    private final Search search = new Search();
    private final Applicants applicants = new Applicants(search, crew, board);

    @Test
    void whenNobodyWantsThemAnyMoreNoMoreAreTakenIn() {
        search.cancelAfter = WANTED;
        search.known = MANY;
        applicants.admit();
        assertEquals(WANTED, search.given);
    }

    /** As its news is told a moment after it is there. */
    @Test
    void whoIsFoundLastIsTakenInThoughItIsNoNewsYet() {
        applicants.admit();
        search.known = 1;
        search.exhausted = true;
        applicants.admit();
        assertEquals(1, crew.all().size());
    }

    private final class Search implements HolderSearch.Candidates {
        private int known;
        private int given;
        private int cancelAfter = -1;
        private boolean exhausted;

        @Override
        public Optional<Rfc> next() {
            if (given == known) {
                return Optional.empty();
            }
            if (++given == cancelAfter) {
                board.cancel();
            }
            PeerAddress holder = PeerAddress.of("127.0.0.1", given);
            return Optional.of(new Rfc(7, "T", holder, "p", OptionalLong.empty(), Optional.empty()));
        }

        @Override
        public void ask(Runnable news) {
            // Nobody knows more.
        }

        @Override
        public boolean isExhausted() {
            return exhausted;
        }

        @Override
        public List<Attempt> attempts() {
            return List.of();
        }
    }
}
