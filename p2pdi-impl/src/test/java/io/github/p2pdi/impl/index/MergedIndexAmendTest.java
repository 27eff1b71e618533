package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.ANN;
import static io.github.p2pdi.impl.index.Said.BOB;
import static io.github.p2pdi.impl.index.Said.CID;
import static io.github.p2pdi.impl.index.Said.SELF;
import static io.github.p2pdi.impl.index.Said.hearsay;
import static io.github.p2pdi.impl.index.Said.rfc;
import static io.github.p2pdi.impl.index.Said.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule 10 of {@link MergedIndex}: an answer is taken whole or amended. */
class MergedIndexAmendTest {
    private static final Duration NANO = Duration.ofNanos(1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);

    private void merge(PeerAddress from, Learned... told) {
        assertTrue(index.merge(from, List.of(told)));
    }

    private boolean amend(PeerAddress from, Set<Rfc> gone, Learned... added) {
        return index.amend(from, gone::contains, List.of(added));
    }

    private void after(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }

    private void assertKnown(Rfc... records) {
        assertEquals(List.of(records), index.all());
    }

    @Test
    void rule10WhatIsToldAgainDifferentlyReplacesTheOneBefore() {
        merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN)), hearsay(rfc(1, CID), 100));
        assertTrue(amend(
                ANN, Set.of(), word(rfc(2, ANN, "Renamed")), word(rfc(3, ANN)), hearsay(rfc(1, CID, "Renamed"), 100)));
        assertKnown(rfc(1, ANN), rfc(1, CID, "Renamed"), rfc(2, ANN, "Renamed"), rfc(3, ANN));
    }

    @Test
    void rule10WhatIsGoneVanishesAndTheOthersStay() {
        merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN)), hearsay(rfc(1, CID), 100), hearsay(rfc(2, CID), 100));
        merge(BOB, word(rfc(1, BOB)), hearsay(rfc(3, CID), 100));
        assertTrue(amend(ANN, Set.of(rfc(1, ANN), rfc(2, CID), rfc(3, CID), rfc(1, BOB))));
        assertKnown(rfc(1, BOB), rfc(1, CID), rfc(2, ANN), rfc(3, CID));
    }

    @Test
    void rule10WhatIsGoneAndComesAgainIsThere() {
        merge(ANN, word(rfc(1, ANN)));
        assertTrue(amend(ANN, Set.of(rfc(1, ANN)), word(rfc(1, ANN))));
        assertKnown(rfc(1, ANN));
    }

    @Test
    void rule10WordsThatStayLastAsIfTheyHadBeenToldAgain() {
        merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN)));
        after(7199);
        assertTrue(amend(ANN, Set.of(rfc(2, ANN)), word(rfc(3, ANN))));
        clock.advance(Duration.ofSeconds(7200).minus(NANO));
        assertKnown(rfc(1, ANN), rfc(3, ANN));
        clock.advance(NANO);
        assertKnown();
    }

    @Test
    void rule10HearsayThatStaysLastsNoLonger() {
        merge(ANN, hearsay(rfc(1, CID), 100), hearsay(rfc(2, CID), 100));
        after(50);
        assertTrue(amend(ANN, Set.of(), hearsay(rfc(2, CID), 7200), hearsay(rfc(3, CID), 60)));
        after(49);
        assertKnown(rfc(1, CID), rfc(2, CID), rfc(3, CID));
        after(1);
        assertKnown(rfc(3, CID));
        after(10);
        assertKnown();
    }

    /** A peer that holds nothing has said so, and that can be amended. */
    @Test
    void rule10NothingCanBeAmended() {
        merge(ANN);
        assertTrue(amend(ANN, Set.of(), word(rfc(1, ANN))));
        assertKnown(rfc(1, ANN));
        assertTrue(amend(ANN, Set.of(rfc(1, ANN))));
        assertKnown();
        assertTrue(index.confirm(ANN));
    }

    @Test
    void rule10WhatIsNotKnownCannotBeAmended() {
        merge(BOB, hearsay(rfc(1, ANN), 100));
        assertFalse(amend(ANN, Set.of(), word(rfc(2, ANN))));
        assertFalse(index.confirm(ANN));
        assertKnown(rfc(1, ANN));
    }

    @Test
    void rule10WhatHasLapsedCannotBeAmended() {
        merge(ANN, word(rfc(1, ANN)));
        clock.advance(Duration.ofSeconds(7200).minus(NANO));
        assertTrue(amend(ANN, Set.of()));
        clock.advance(Duration.ofSeconds(7200));
        assertFalse(amend(ANN, Set.of(), word(rfc(2, ANN))));
        assertFalse(index.confirm(ANN));
        assertKnown();
    }

    @Test
    void rule10WhoHasLeftCannotAmend() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(1, CID), 100));
        index.remove(ANN);
        assertFalse(amend(ANN, Set.of(), word(rfc(2, ANN))));
        assertFalse(index.confirm(ANN));
        assertKnown(rfc(1, CID));
    }

    /** What was told before and does not count any more is not told again by that. */
    @Test
    void rule10AmendingDoesNotBringBackWhatOthersHaveEnded() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(1, BOB), 100), hearsay(rfc(1, CID), 100));
        merge(BOB, word(rfc(2, BOB)));
        index.remove(CID);
        assertTrue(amend(ANN, Set.of(), word(rfc(3, ANN))));
        assertKnown(rfc(1, ANN), rfc(2, BOB), rfc(3, ANN));
    }

    @Test
    void rule10WhereThereIsNoRoomItIsNotTakenWhole() {
        MergedIndex small = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT.withRecords(100, 2));
        assertTrue(small.merge(ANN, List.of(word(rfc(1, ANN)))));
        assertTrue(small.amend(ANN, rfc -> false, List.of(word(rfc(2, ANN)))));
        assertFalse(small.amend(ANN, rfc -> false, List.of(word(rfc(3, ANN)))));
        assertEquals(List.of(rfc(1, ANN), rfc(2, ANN)), small.all());
        assertTrue(small.amend(ANN, rfc -> rfc.number() == 1, List.of(word(rfc(3, ANN)))));
        assertEquals(List.of(rfc(2, ANN), rfc(3, ANN)), small.all());
    }

    /** As long as each has been told within the last hour, nothing is told again for that. */
    @Test
    void rule10WhatIsConfirmedLastsAnHourAtLeast() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(1, CID), 100));
        for (int hours = 0; hours < 4; hours++) {
            clock.advance(Duration.ofHours(1).minus(NANO));
            assertTrue(index.confirm(ANN));
        }
        clock.advance(Duration.ofHours(1));
        assertKnown(rfc(1, ANN));
        assertTrue(index.confirm(ANN));
        clock.advance(Duration.ofHours(2));
        assertKnown();
    }

    @Test
    void rule10ConfirmingChangesNothingElse() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(1, CID), 7200));
        merge(BOB, word(rfc(1, BOB)));
        long stamp = index.stamp();
        after(3600);
        assertTrue(index.confirm(ANN));
        assertEquals(stamp, index.stamp());
        after(3600);
        assertKnown(rfc(1, ANN));
    }
}
