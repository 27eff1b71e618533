package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.ANN;
import static io.github.p2pdi.impl.index.Said.BOB;
import static io.github.p2pdi.impl.index.Said.CID;
import static io.github.p2pdi.impl.index.Said.SELF;
import static io.github.p2pdi.impl.index.Said.hearsay;
import static io.github.p2pdi.impl.index.Said.rfc;
import static io.github.p2pdi.impl.index.Said.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an index tells of what has come and gone. That all of it together is the index, {@link MergedIndexModelTest} shows. */
class IndexNewsTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Set<Runnable> events = new LinkedHashSet<>();
    private final List<String> told = new ArrayList<>();
    private final PeerListener listener = new PeerListener() {
        @Override
        public void indexChanged(List<Rfc> added, List<Rfc> removed) {
            told.add("+" + shown(added) + " -" + shown(removed));
        }
    };
    private final MergedIndex index = new MergedIndex(
            clock, () -> SELF, IndexLimits.DEFAULT, new IndexNews(listener, events::add, records -> {}));

    private static List<String> shown(List<Rfc> records) {
        return records.stream()
                .map(rfc -> rfc.number() + rfc.holder().host() + (rfc.title().equals("New") ? "*" : ""))
                .toList();
    }

    private void merge(PeerAddress from, Learned... learned) {
        assertTrue(index.merge(from, List.of(learned)));
    }

    private List<String> news() {
        told.clear();
        while (!events.isEmpty()) {
            Runnable event = events.iterator().next();
            events.remove(event);
            event.run();
        }
        return List.copyOf(told);
    }

    @Test
    void whatComesAndGoesIsToldInTheOrderOfTheIndex() {
        merge(BOB, word(rfc(2, BOB)), word(rfc(1, BOB)), hearsay(rfc(1, ANN), 100), hearsay(rfc(3, CID), 100));
        assertEquals(List.of("+[1ann, 1bob, 2bob, 3cid] -[]"), news());
        merge(BOB, word(rfc(2, BOB)), word(rfc(4, BOB)), hearsay(rfc(3, CID), 100));
        assertEquals(List.of("+[4bob] -[1ann, 1bob]"), news());
        index.remove(CID);
        assertEquals(List.of("+[] -[3cid]"), news());
        index.retainActive(Set.of());
        assertEquals(List.of("+[] -[2bob, 4bob]"), news());
    }

    @Test
    void whatIsToldAgainIsNoChange() {
        for (int i = 0; i < 3; i++) {
            merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN)), hearsay(rfc(1, CID), 100), hearsay(rfc(2, CID), 100));
            merge(BOB, hearsay(rfc(2, CID), 100), hearsay(rfc(3, CID), 100));
            index.setOwn(List.of(rfc(7, SELF)));
            assertTrue(index.confirm(ANN));
            assertEquals(i == 0 ? 1 : 0, news().size());
        }
    }

    @Test
    void aRecordThatDiffersIsInBoth() {
        merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN)), hearsay(rfc(1, CID), 100));
        assertEquals(1, news().size());
        merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN, "New")), hearsay(rfc(1, CID, "New"), 100));
        assertEquals(List.of("+[1cid*, 2ann*] -[1cid, 2ann]"), news());
    }

    @Test
    void hearsayThatItsHolderSaysTooIsNoChange() {
        merge(ANN, hearsay(rfc(1, CID), 100), hearsay(rfc(2, CID), 100), hearsay(rfc(3, CID), 100));
        assertEquals(1, news().size());
        merge(CID, word(rfc(1, CID)), word(rfc(2, CID, "New")));
        assertEquals(List.of("+[2cid*] -[2cid, 3cid]"), news());
    }

    @Test
    void whatHasLapsedIsToldWhenTheIndexIsUsed() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(1, CID), 50), hearsay(rfc(2, CID), 100));
        assertEquals(1, news().size());
        clock.advance(Duration.ofSeconds(50));
        assertEquals(List.of(), news());
        assertEquals(2, index.size());
        assertEquals(List.of("+[] -[1cid]"), news());
        clock.advance(Duration.ofSeconds(7150));
        assertEquals(0, index.size());
        assertEquals(List.of("+[] -[1ann, 2cid]"), news());
    }

    @Test
    void whatLapsesWhileTheNewsWaitIsInThem() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(1, CID), 50));
        clock.advance(Duration.ofSeconds(50));
        assertEquals(List.of("+[1ann] -[]"), news());
    }

    @Test
    void ownRecordsAreTold() {
        index.setOwn(List.of(rfc(1, SELF), rfc(2, SELF)));
        assertEquals(List.of("+[1self, 2self] -[]"), news());
        index.setOwn(List.of(rfc(3, SELF), rfc(2, SELF, "New")));
        assertEquals(List.of("+[2self*, 3self] -[1self, 2self]"), news());
    }

    @Test
    void changesThatWaitAreJoined() {
        for (int i = 0; i < 10_001; i++) {
            index.setOwn(List.of(rfc(i, SELF)));
            merge(ANN, word(rfc(i, ANN)), hearsay(rfc(i, CID), 100));
            index.remove(BOB);
            merge(BOB, word(rfc(i % 2, BOB)));
            assertEquals(1, events.size());
        }
        assertEquals(List.of("+[0bob, 10000ann, 10000cid, 10000self] -[]"), news());
    }

    @Test
    void whatHasGoneAgainByThenIsNotTold() {
        merge(ANN, word(rfc(1, ANN)), hearsay(rfc(1, CID), 100));
        index.remove(ANN);
        index.remove(CID);
        assertEquals(List.of(), news());
        merge(ANN, word(rfc(1, ANN)));
        assertEquals(List.of("+[1ann] -[]"), news());
        index.remove(ANN);
        merge(ANN, word(rfc(1, ANN)));
        assertEquals(List.of(), news());
    }

    @Test
    void whatHappensWhileTheListenerIsBusyIsToldNext() {
        List<String> seen = new ArrayList<>();
        MergedIndex[] changing = new MergedIndex[1];
        PeerListener busy = new PeerListener() {
            @Override
            public void indexChanged(List<Rfc> added, List<Rfc> removed) {
                if (seen.isEmpty()) {
                    changing[0].remove(ANN);
                }
                seen.add("+" + shown(added) + " -" + shown(removed));
            }
        };
        changing[0] = new MergedIndex(
                clock, () -> SELF, IndexLimits.DEFAULT, new IndexNews(busy, events::add, records -> {}));
        assertTrue(changing[0].merge(ANN, List.of(word(rfc(1, ANN)))));
        news();
        assertEquals(List.of("+[1ann] -[]", "+[] -[1ann]"), seen);
    }

    @Test
    void listsCannotBeChanged() {
        List<List<Rfc>> lists = new ArrayList<>();
        MergedIndex other = new MergedIndex(
                clock,
                () -> SELF,
                IndexLimits.DEFAULT,
                new IndexNews(
                        new PeerListener() {
                            @Override
                            public void indexChanged(List<Rfc> added, List<Rfc> removed) {
                                lists.addAll(List.of(added, removed));
                            }
                        },
                        Runnable::run,
                        records -> {}));
        other.setOwn(List.of(rfc(1, SELF)));
        other.setOwn(List.of(rfc(2, SELF)));
        assertEquals(4, lists.size());
        for (List<Rfc> list : lists) {
            assertThrows(UnsupportedOperationException.class, () -> list.add(rfc(3, SELF)));
            assertThrows(UnsupportedOperationException.class, () -> list.remove(0));
        }
        assertEquals(List.of(List.of(rfc(1, SELF)), List.of()), lists.subList(0, 2));
        assertEquals(List.of(List.of(rfc(2, SELF)), List.of(rfc(1, SELF))), lists.subList(2, 4));
    }

    @Test
    void whereNobodyListensNothingIsToldLater() {
        IndexNews deaf = new IndexNews(PeerListener.NONE, event -> fail("nobody listens"), records -> {});
        MergedIndex quiet = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT, deaf);
        quiet.setOwn(List.of(rfc(1, SELF)));
        assertTrue(quiet.merge(ANN, List.of(word(rfc(1, ANN)))));
        quiet.remove(ANN);
        assertEquals(List.of(rfc(1, SELF)), quiet.all());
    }
}
