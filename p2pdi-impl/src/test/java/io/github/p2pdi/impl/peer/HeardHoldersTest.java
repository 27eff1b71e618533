package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One teller can make up thousands of holders of one document. */
class HeardHoldersTest {
    private static final PeerAddress SELF = PeerAddress.of("alice", 4001);
    private static final PeerAddress TELLER = PeerAddress.of("teller", 4002);
    private static final PeerAddress HOLDER = PeerAddress.of("zoe", 4003);
    private static final int MOST_HEARD = 1_000;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final MergedIndex index = spy(new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT));
    private final IndexSearch search = new IndexSearch(index, mock(Discovery.class), 7, SELF);

    private static Rfc rfc(PeerAddress holder) {
        return new Rfc(7, "Seven", holder, "rfc7.txt", OptionalLong.of(5), Optional.empty());
    }

    private void tellOf(int madeUp) {
        index.merge(
                TELLER,
                IntStream.rangeClosed(1, madeUp)
                        .mapToObj(port ->
                                new Learned(rfc(PeerAddress.of("made.up", port)), Optional.of(Duration.ofHours(1))))
                        .toList());
    }

    private void speak(PeerAddress holder) {
        index.merge(holder, List.of(new Learned(rfc(holder), Optional.empty())));
    }

    private List<PeerAddress> found() {
        List<PeerAddress> found = new ArrayList<>();
        for (Optional<Rfc> next = search.next(); next.isPresent(); next = search.next()) {
            found.add(next.get().holder());
        }
        return found;
    }

    @Test
    void onlyTheFirstAreGivenAndTheIndexIsNotSearchedForEach() {
        tellOf(3 * MOST_HEARD);
        assertEquals(MOST_HEARD, found().size());
        verify(index, atMost(2)).find(7);
    }

    @Test
    void whoSpeaksForItselfIsGivenHoweverManyOthersAreHeardOf() {
        tellOf(2 * MOST_HEARD);
        assertEquals(MOST_HEARD, found().size());
        speak(HOLDER);
        assertEquals(List.of(HOLDER), found());
        speak(PeerAddress.of("made.up", 2 * MOST_HEARD));
        assertEquals(List.of(PeerAddress.of("made.up", 2 * MOST_HEARD)), found());
    }
}
