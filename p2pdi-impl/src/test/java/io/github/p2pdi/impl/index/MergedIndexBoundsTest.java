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
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Rule 6 of {@link MergedIndex}: how much it takes from others. */
class MergedIndexBoundsTest {
    private static final PeerAddress EVE = Said.peer("eve");

    private final ManualClock clock = new ManualClock(Instant.EPOCH);

    private MergedIndex withRecords(int ofOne, int inAll) {
        return new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT.withRecords(ofOne, inAll));
    }

    private MergedIndex withText(long ofOne, long inAll) {
        return new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT.withTextBytes(ofOne, inAll));
    }

    @Test
    void rule6OnePeerMaySayOnlySoMuch() {
        MergedIndex small = withRecords(3, 100);
        small.merge(ANN, numbered(5, ANN));
        assertEquals(3, small.size());
        assertEquals(2, small.refused());
        small.merge(
                BOB,
                List.of(hearsay(rfc(1, CID), 100), hearsay(rfc(2, CID), 100), word(rfc(8, BOB)), word(rfc(9, BOB))));
        assertEquals(
                List.of(rfc(8, BOB), rfc(9, BOB)),
                small.all().stream().filter(r -> r.holder().equals(BOB)).toList());
        assertEquals(6, small.size());
        assertEquals(3, small.refused());
    }

    @Test
    void rule6WhatIsMoreInAllIsRefusedAndDisplacesNothing() {
        MergedIndex small = withRecords(100, 4);
        small.setOwn(List.of(rfc(1, SELF), rfc(2, SELF)));
        small.merge(ANN, numbered(3, ANN));
        small.merge(BOB, List.of(word(rfc(1, BOB)), word(rfc(2, BOB)), hearsay(rfc(1, CID), 100)));
        assertEquals(6, small.size());
        assertEquals(2, small.refused());
        assertEquals(List.of(rfc(1, SELF), rfc(1, ANN), rfc(1, BOB)), small.find(1));
    }

    @Test
    void rule6RoomIsFreeAgainWhereRecordsWent() {
        MergedIndex small = withRecords(100, 3);
        small.merge(ANN, numbered(3, ANN));
        small.merge(ANN, numbered(3, ANN));
        assertEquals(0, small.refused());
        clock.advance(Duration.ofSeconds(7200));
        small.merge(BOB, numbered(3, BOB));
        assertEquals(3, small.size());
        assertEquals(0, small.refused());
    }

    private static List<Learned> numbered(int count, PeerAddress holder) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(n -> word(rfc(n, holder)))
                .toList();
    }

    @Test
    void rule6TextOfOnePeerIsBoundedAndDisplacesNothing() {
        MergedIndex small = withText(1_000, 1_500);
        small.merge(ANN, List.of(word(rfc(1, ANN, "T"))));
        List<Learned> flood = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            flood.add(word(rfc(i, BOB, "x".repeat(200))));
        }
        small.merge(BOB, flood);
        assertTrue(small.size() > 1 && small.size() < 6, small.size() + " records");
        assertEquals(1_001 - small.size(), small.refused());
        small.merge(EVE, List.of(word(rfc(1, EVE, "x".repeat(900)))));
        assertEquals(
                List.of(rfc(1, ANN, "T")),
                small.search("T").stream().filter(r -> r.holder().equals(ANN)).toList());
        assertTrue(small.all().stream().noneMatch(r -> r.holder().equals(EVE)));
    }

    @Test
    void rule6TextOfHearsayIsThatOfItsTeller() {
        MergedIndex small = withText(1_000, 10_000);
        String title = "x".repeat(300);
        assertFalse(small.merge(
                ANN,
                List.of(
                        word(rfc(1, ANN, title)),
                        word(rfc(2, ANN, title)),
                        hearsay(rfc(3, CID, title), 100),
                        hearsay(rfc(4, CID, title), 100))));
        assertEquals(List.of(rfc(1, ANN, title), rfc(2, ANN, title), rfc(3, CID, title)), small.all());
        assertTrue(small.merge(BOB, List.of(hearsay(rfc(4, CID, title), 100))));
        assertEquals(1, small.refused());
    }

    @Test
    void rule6TextOfAllHearsayIsBounded() {
        MergedIndex small = withText(1_000, 1_500);
        String title = "x".repeat(900);
        assertTrue(small.merge(ANN, List.of(hearsay(rfc(1, CID, title), 100))));
        assertFalse(small.merge(BOB, List.of(hearsay(rfc(1, EVE, title), 100))));
        assertEquals(List.of(rfc(1, CID, title)), small.all());
    }

    /** Whichever way the text went: nothing is kept of what nobody sees. */
    @Test
    void rule6RoomForTextIsFreeAgainWhereRecordsWent() {
        MergedIndex small = withText(1_000, 1_500);
        List<Learned> hearsay = List.of(hearsay(rfc(1, CID, "x".repeat(900)), 100));
        List<Learned> words = List.of(word(rfc(1, EVE, "x".repeat(900))));
        List<Runnable> ends = List.of(
                () -> small.remove(CID),
                () -> small.merge(CID, List.of()),
                () -> small.merge(ANN, List.of()),
                () -> clock.advance(Duration.ofSeconds(100)));
        for (Runnable end : ends) {
            small.remove(CID);
            assertTrue(small.merge(ANN, hearsay));
            assertFalse(small.merge(EVE, words));
            end.run();
            assertTrue(small.merge(EVE, words));
            assertEquals(List.of(rfc(1, EVE, "x".repeat(900))), small.all());
            small.remove(EVE);
        }
    }
}
