package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Crew crew = new Crew(new HolderHealth(clock), Optional.empty());
    private final Board board = new Board(clock, crew, (holder, why) -> {});

    /** The digests of another may have been wrong, and what the holder sent right. */
    @Test
    void accusationEndsWithWhatWasPutTogetherThen() {
        crew.add(
                new Rfc(7, "T", PeerAddress.of("127.0.0.1", 1), "p", OptionalLong.empty(), Optional.empty()),
                clock.nanos());
        Holder holder = crew.all().get(0);
        Judge.accuse(holder, 3);
        assertTrue(holder.doubted);
        assertEquals(OptionalInt.of(3), holder.wrongChunk);
        board.layout(null);
        assertFalse(holder.doubted);
        assertEquals(OptionalInt.empty(), holder.wrongChunk);
    }
}
