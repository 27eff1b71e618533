package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.ANN;
import static io.github.p2pdi.impl.index.Said.BOB;
import static io.github.p2pdi.impl.index.Said.CID;
import static io.github.p2pdi.impl.index.Said.SELF;
import static io.github.p2pdi.impl.index.Said.hearsay;
import static io.github.p2pdi.impl.index.Said.rfc;
import static io.github.p2pdi.impl.index.Said.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.Shifted;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules of {@link MergedIndex}: those that nothing else in this package is named after. */
class MergedIndexRulesTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);

    private void merge(PeerAddress from, Learned... told) {
        index.merge(from, List.of(told));
    }

    private void after(Duration time) {
        clock.advance(time);
    }

    private void assertKnown(Rfc... records) {
        assertEquals(List.of(records), index.all());
        assertEquals(records.length, index.size());
    }

    @Test
    void rule1WhatOthersSayAboutUsIsIgnored() {
        index.setOwn(List.of(rfc(1, SELF)));
        merge(ANN, word(rfc(2, SELF)), hearsay(rfc(3, SELF), 100), hearsay(rfc(1, SELF, "Not so"), 100));
        assertKnown(rfc(1, SELF));
        merge(SELF, word(rfc(4, SELF)), hearsay(rfc(5, BOB), 100));
        assertKnown(rfc(1, SELF));
    }

    @Test
    void rule1OwnRecordsAreReplacedByTheStore() {
        index.setOwn(List.of(rfc(1, SELF), rfc(2, SELF)));
        index.setOwn(List.of(rfc(3, SELF), rfc(2, SELF)));
        assertKnown(rfc(2, SELF), rfc(3, SELF));
        after(Duration.ofDays(30));
        assertKnown(rfc(2, SELF), rfc(3, SELF));
    }

    @Test
    void rule1WhatWasSaidAboutUsBeforeTheAddressWasOursVanishes() {
        merge(ANN, hearsay(rfc(3, CID), 100));
        index.setOwn(List.of(rfc(1, CID)));
        assertKnown(rfc(1, CID));
    }

    @Test
    void rule2NewestWordOfAHolderReplacesTheEarlierOne() {
        merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN)));
        merge(BOB, word(rfc(1, BOB)));
        merge(ANN, word(rfc(2, ANN, "Renamed")), word(rfc(3, ANN)));
        assertKnown(rfc(1, BOB), rfc(2, ANN, "Renamed"), rfc(3, ANN));
    }

    @Test
    void rule2OwnWordLasts7200Seconds() {
        merge(ANN, word(rfc(1, ANN)));
        after(Duration.ofSeconds(7200).minusNanos(1));
        assertKnown(rfc(1, ANN));
        after(Duration.ofNanos(1));
        assertKnown();
    }

    @Test
    void rule2OwnWordSaidAgainLasts7200SecondsMore() {
        merge(ANN, word(rfc(1, ANN)));
        after(Duration.ofSeconds(7199));
        merge(ANN, word(rfc(1, ANN)));
        after(Duration.ofSeconds(7199));
        assertKnown(rfc(1, ANN));
    }

    @Test
    void rule2TtlOfAnOwnWordIsNotLookedAt() {
        merge(ANN, hearsay(rfc(1, ANN), 5));
        after(Duration.ofSeconds(7199));
        assertKnown(rfc(1, ANN));
    }

    @Test
    void rule2PeerThatSaysItHoldsNothingHoldsNothing() {
        merge(ANN, word(rfc(1, ANN)));
        merge(ANN);
        assertKnown();
        merge(BOB, hearsay(rfc(1, ANN), 100));
        assertKnown();
        after(Duration.ofSeconds(7200));
        merge(BOB, hearsay(rfc(1, ANN), 100));
        assertKnown(rfc(1, ANN));
    }

    @Test
    void rule3HearsayLastsTheTtlItWasToldWith() {
        merge(ANN, hearsay(rfc(1, CID), 100));
        after(Duration.ofSeconds(100).minusNanos(1));
        assertKnown(rfc(1, CID));
        after(Duration.ofNanos(1));
        assertKnown();
    }

    @Test
    void rule3HearsayLasts7200SecondsAtMost() {
        merge(ANN, hearsay(rfc(1, CID), Long.MAX_VALUE));
        after(Duration.ofSeconds(7200));
        assertKnown();
    }

    @Test
    void rule3HearsayWithoutTimeLeftIsNone() {
        merge(
                ANN,
                hearsay(rfc(1, CID), 0),
                hearsay(rfc(2, CID), -5),
                hearsay(rfc(4, CID), Long.MIN_VALUE),
                word(rfc(3, CID)));
        assertKnown();
    }

    @Test
    void rule3HearingItAgainDoesNotLengthenIt() {
        merge(ANN, hearsay(rfc(1, CID), 100));
        after(Duration.ofSeconds(50));
        merge(ANN, hearsay(rfc(1, CID), 7200));
        merge(BOB, hearsay(rfc(1, CID), 7200));
        after(Duration.ofSeconds(49));
        assertKnown(rfc(1, CID));
        after(Duration.ofSeconds(1));
        assertKnown();
    }

    @Test
    void rule3HearingLessShortensIt() {
        merge(ANN, hearsay(rfc(1, CID), 100));
        merge(ANN, hearsay(rfc(1, CID), 10));
        after(Duration.ofSeconds(10));
        assertKnown();
    }

    @Test
    void rule3HearsayNeverReplacesTheHoldersOwnWord() {
        merge(CID, word(rfc(1, CID)));
        merge(ANN, hearsay(rfc(1, CID, "Poisoned"), 7200), hearsay(rfc(2, CID), 7200));
        assertKnown(rfc(1, CID));
    }

    @Test
    void rule3HearsayVanishesWhenTheHolderSpeaksForItself() {
        merge(ANN, hearsay(rfc(1, CID, "Heard"), 7200), hearsay(rfc(2, CID), 7200), hearsay(rfc(2, BOB), 7200));
        merge(CID, word(rfc(1, CID)));
        assertKnown(rfc(1, CID), rfc(2, BOB));
    }

    @Test
    void rule3HearsayThatIsNotToldAgainVanishes() {
        merge(ANN, hearsay(rfc(1, CID), 100), hearsay(rfc(2, CID), 100));
        merge(ANN, hearsay(rfc(2, CID), 100));
        assertKnown(rfc(2, CID));
    }

    @Test
    void rule4PeerThatLeftTakesItsRecordsWithIt() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(2, CID), 100));
        merge(BOB, word(rfc(1, BOB)), hearsay(rfc(3, CID), 100));
        index.remove(CID);
        assertKnown(rfc(1, ANN), rfc(1, BOB));
        index.remove(ANN);
        assertKnown(rfc(1, BOB));
        index.remove(ANN);
        assertKnown(rfc(1, BOB));
    }

    @Test
    void rule4WhatItToldOfOthersStays() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(2, CID), 100));
        index.remove(ANN);
        assertKnown(rfc(2, CID));
        merge(ANN, word(rfc(1, ANN)));
        assertKnown(rfc(1, ANN));
    }

    @Test
    void rule4ThoseWhoAreNotActiveHaveLeft() {
        index.setOwn(List.of(rfc(9, SELF)));
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(2, CID), 100));
        merge(BOB, word(rfc(1, BOB)));
        index.retainActive(Set.of(BOB));
        assertKnown(rfc(1, BOB), rfc(9, SELF));
    }

    @Test
    void rule4HearsayAboutAPeerThatLeftIsHeardAgain() {
        merge(CID, word(rfc(1, CID)));
        index.remove(CID);
        merge(ANN, hearsay(rfc(2, CID), 100));
        assertKnown(rfc(2, CID));
    }

    @Test
    void rule5EachRecordLapsesAtItsNanosecond() {
        merge(ANN, hearsay(rfc(1, CID), 10), hearsay(rfc(2, CID), 20));
        after(Duration.ofSeconds(5));
        merge(BOB, word(rfc(3, BOB)), hearsay(rfc(4, CID), 10));
        after(Duration.ofSeconds(5));
        assertEquals(List.of(), index.find(1));
        assertKnown(rfc(2, CID), rfc(3, BOB), rfc(4, CID));
        after(Duration.ofSeconds(5));
        assertEquals(List.of(), index.search("4"));
        assertKnown(rfc(2, CID), rfc(3, BOB));
        after(Duration.ofSeconds(5));
        assertEquals(
                List.of(rfc(3, BOB)), index.known().stream().map(Learned::rfc).toList());
    }

    @Test
    void rule5CountThatWrapsChangesNothing() {
        long ahead = Long.MAX_VALUE - Duration.ofSeconds(60).toNanos();
        MergedIndex wrapping = new MergedIndex(new Shifted(clock, ahead), () -> SELF, IndexLimits.DEFAULT);
        wrapping.merge(ANN, List.of(word(rfc(1, ANN)), hearsay(rfc(2, CID), 100), hearsay(rfc(3, CID), 50)));
        assertEquals(3, wrapping.size());
        after(Duration.ofSeconds(50));
        assertEquals(2, wrapping.size());
        after(Duration.ofSeconds(7150).minusNanos(1));
        assertEquals(List.of(rfc(1, ANN)), wrapping.all());
        after(Duration.ofNanos(1));
        assertEquals(0, wrapping.size());
    }

    @Test
    void rule7SecondTellerOfTheSameHearsayChangesNothing() {
        merge(ANN, hearsay(rfc(1, CID, "First"), 100));
        merge(BOB, hearsay(rfc(1, CID, "Second"), 50));
        assertKnown(rfc(1, CID, "First"));
        after(Duration.ofSeconds(60));
        assertKnown(rfc(1, CID, "First"));
        merge(BOB);
        assertKnown(rfc(1, CID, "First"));
    }

    @Test
    void rule7SecondTellerCountsWhenTheFirstSaysSoNoLonger() {
        merge(ANN, hearsay(rfc(1, CID, "First"), 100));
        merge(ANN);
        merge(BOB, hearsay(rfc(1, CID, "Second"), 50));
        assertKnown(rfc(1, CID, "Second"));
    }

    @Test
    void keyThatComesTwiceInAnAnswerCountsOnce() {
        merge(
                ANN,
                word(rfc(1, ANN, "First")),
                word(rfc(1, ANN, "Second")),
                hearsay(rfc(1, CID, "First"), 5),
                hearsay(rfc(1, CID, "Second"), 9));
        assertKnown(rfc(1, ANN, "First"), rfc(1, CID, "First"));
    }

    @Test
    void relayedRecordsHaveTheTimeThatIsLeft() {
        index.setOwn(List.of(rfc(9, SELF)));
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(2, CID), 100));
        after(Duration.ofSeconds(40));
        assertEquals(
                List.of(
                        new Learned(rfc(1, ANN), Optional.of(Duration.ofSeconds(7160))),
                        new Learned(rfc(2, CID), Optional.of(Duration.ofSeconds(60)))),
                index.known());
    }
}
