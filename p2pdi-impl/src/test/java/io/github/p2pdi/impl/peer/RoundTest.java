package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.model.PeerAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a round is over. */
class RoundTest {
    private static final PeerAddress BOB = PeerAddress.of("bob", 4002);
    private static final PeerAddress CID = PeerAddress.of("cid", 4003);

    private final Round round = new Round(0);
    private final AtomicInteger finished = new AtomicInteger();

    @Test
    void itEndsWithTheLastAnswer() {
        round.onFinish(finished::incrementAndGet);
        round.peers(List.of(BOB, CID));
        round.answered(new Attempt(BOB, "does not have it"));
        assertFalse(round.isFinished());
        round.answered(new Attempt(CID, "does not have it"));
        assertTrue(round.isFinished());
        assertEquals(1, finished.get());
    }

    @Test
    void whoAnswersWhenItWasAbandonedDoesNotBeginItAgain() throws InterruptedException {
        round.peers(List.of(BOB, CID));
        round.abandon();
        round.answered(new Attempt(BOB, "does not have it"));
        assertTrue(round.isFinished());
        assertEquals(1, round.answers().size());
        round.onFinish(finished::incrementAndGet);
        assertEquals(1, finished.get());
        round.awaitFinish();
    }
}
