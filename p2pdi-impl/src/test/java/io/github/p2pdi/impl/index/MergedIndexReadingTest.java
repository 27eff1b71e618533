package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.ANN;
import static io.github.p2pdi.impl.index.Said.BOB;
import static io.github.p2pdi.impl.index.Said.CID;
import static io.github.p2pdi.impl.index.Said.SELF;
import static io.github.p2pdi.impl.index.Said.hearsay;
import static io.github.p2pdi.impl.index.Said.rfc;
import static io.github.p2pdi.impl.index.Said.word;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.spy;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergedIndexReadingTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);

    private List<Long> found(String text) {
        return index.search(text).stream().map(Rfc::number).toList();
    }

    @Test
    void emptyIndexHasNothing() {
        assertEquals(List.of(), index.all());
        assertEquals(List.of(), index.own());
        assertEquals(List.of(), index.known());
        assertEquals(List.of(), index.find(1));
        assertEquals(List.of(), index.search(""));
        assertEquals(0, index.size());
    }

    @Test
    void ownRecordComesFirstThenOwnWordsThenHearsay() {
        PeerAddress aaa = Said.peer("aaa");
        PeerAddress zoe = Said.peer("zoe");
        index.merge(
                ANN,
                List.of(hearsay(rfc(7, aaa), 100), hearsay(rfc(7, CID), 100), word(rfc(7, ANN)), word(rfc(6, ANN))));
        index.merge(zoe, List.of(word(rfc(7, zoe)), word(rfc(8, zoe))));
        index.setOwn(List.of(rfc(7, SELF)));
        assertEquals(List.of(rfc(7, SELF), rfc(7, ANN), rfc(7, zoe), rfc(7, aaa), rfc(7, CID)), index.find(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void everyNumberIsFound(long number) {
        index.merge(ANN, List.of(word(rfc(number, ANN)), word(rfc(5, ANN))));
        index.merge(BOB, List.of(word(rfc(number, BOB))));
        assertEquals(List.of(rfc(number, ANN), rfc(number, BOB)), index.find(number));
    }

    @Test
    void negativeNumberIsNobodys() {
        assertEquals(List.of(), index.find(-1));
        assertEquals(List.of(), index.find(Long.MIN_VALUE));
    }

    @Test
    void lowestOfAllAddressesIsFound() {
        PeerAddress lowest = new PeerAddress("a", "!", 0);
        index.merge(lowest, List.of(word(rfc(4, lowest)), word(rfc(5, lowest))));
        assertEquals(List.of(rfc(4, lowest)), index.find(4));
    }

    @Test
    void listIsOrderedByNumberHostAndPort() {
        PeerAddress high = PeerAddress.of("ann", 65001);
        index.merge(BOB, List.of(word(rfc(2, BOB)), word(rfc(1, BOB))));
        index.merge(high, List.of(word(rfc(1, high)), word(rfc(10, high))));
        index.merge(ANN, List.of(word(rfc(1, ANN))));
        index.setOwn(List.of(rfc(2, SELF), rfc(1, SELF)));
        assertEquals(
                List.of(rfc(1, ANN), rfc(1, high), rfc(1, BOB), rfc(1, SELF), rfc(2, BOB), rfc(2, SELF), rfc(10, high)),
                index.all());
        assertEquals(List.of(rfc(1, SELF), rfc(2, SELF)), index.own());
    }

    @ParameterizedTest
    @CsvSource({
        "transfer, '1,3'",
        "TRANSFER, '1,3'",
        "file transfer, '1'",
        "transfer   file, '1'",
        "' file\ttransfer ', '1'",
        "ans, '1,3'",
        "file file, '1'",
        "114, '4,114'",
        "0114, '114'",
        "1, '1,4,5'",
        "rfc 114, '4'",
        "file 114, ''",
        "\u00fcber, '2'",
        "STRASSE, '2'",
        "\u03c3\u03bf\u03c6\u03bf\u03c2, '5'",
        "99999999999999999999, ''"
    })
    void searchFindsEveryWordInAnyCaseAndOrder(String text, String numbers) {
        index.merge(
                ANN,
                List.of(
                        word(rfc(1, ANN, "File Transfer 1")),
                        word(rfc(2, ANN, "\u00dcber die Stra\u00dfe")),
                        word(rfc(3, ANN, "Data transfer")),
                        word(rfc(4, ANN, "Comments on RFC 114")),
                        word(rfc(5, ANN, "\u03a3\u039f\u03a6\u039f\u03a3 1")),
                        word(rfc(114, ANN, "Nothing"))));
        List<Long> expected = numbers.isEmpty()
                ? List.of()
                : List.of(numbers.split(",", -1)).stream().map(Long::valueOf).toList();
        assertEquals(expected, found(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0"})
    void searchWithoutWordsFindsAll(String text) {
        index.merge(ANN, List.of(word(rfc(1, ANN)), word(rfc(2, ANN))));
        assertEquals(List.of(1L, 2L), found(text));
    }

    @Test
    void searchGivesTheFirstThousand() {
        index.merge(
                ANN, LongStream.range(0, 1_500).mapToObj(n -> word(rfc(n, ANN))).toList());
        assertEquals(LongStream.range(0, 1_000).boxed().toList(), found("document"));
        assertEquals(1_000, found("").size());
        assertEquals(1_500, index.all().size());
    }

    @Test
    void listsCannotBeChangedAndStayWhatTheyWere() {
        index.setOwn(List.of(rfc(1, SELF)));
        List<Rfc> before = index.all();
        index.setOwn(List.of(rfc(2, SELF)));
        assertEquals(List.of(rfc(1, SELF)), before);
        assertThrows(UnsupportedOperationException.class, () -> index.all().clear());
        assertThrows(UnsupportedOperationException.class, () -> index.find(2).clear());
        assertThrows(UnsupportedOperationException.class, () -> index.known().clear());
    }

    @Test
    void whatIsFoundIsReadLaterAsItWasFound() {
        index.setOwn(List.of(rfc(7, SELF)));
        index.merge(ANN, List.of(word(rfc(7, ANN, "Old")), hearsay(rfc(7, CID), 100)));
        List<Rfc> found = index.find(7);
        index.setOwn(List.of());
        index.merge(ANN, List.of(word(rfc(7, ANN, "New"))));
        clock.advance(Duration.ofHours(3));
        assertEquals(List.of(rfc(7, SELF), rfc(7, ANN, "Old"), rfc(7, CID)), found);
        assertSame(found.get(1), found.get(1));
        assertThrows(IndexOutOfBoundsException.class, () -> found.get(3));
        assertThrows(UnsupportedOperationException.class, () -> found.remove(0));
    }

    @Test
    void timeThatIsLeftStaysInListsWhatItWas() {
        index.merge(ANN, List.of(word(rfc(1, ANN)), hearsay(rfc(1, CID), 100)));
        List<Learned> known = index.known();
        List<Learned> everything = index.everything();
        clock.advance(Duration.ofSeconds(50));
        index.merge(ANN, List.of(word(rfc(1, ANN)), hearsay(rfc(1, CID), 100)));
        assertEquals(List.of(hearsay(rfc(1, ANN), 7200), hearsay(rfc(1, CID), 100)), known);
        assertEquals(known, everything);
        assertEquals(List.of(hearsay(rfc(1, ANN), 7200), hearsay(rfc(1, CID), 50)), index.everything());
    }

    @Test
    void unchangedIndexGivesTheSameList() {
        index.merge(ANN, List.of(word(rfc(1, ANN))));
        assertSame(index.all(), index.all());
    }

    @Test
    void stampStaysWhereNothingButTheTimeChanges() {
        index.setOwn(List.of(rfc(1, SELF)));
        index.merge(ANN, List.of(word(rfc(1, ANN)), hearsay(rfc(1, CID), 100)));
        long stamp = index.stamp();
        clock.advance(Duration.ofSeconds(10));
        index.setOwn(List.of(rfc(1, SELF)));
        index.merge(ANN, List.of(hearsay(rfc(1, CID), 50), word(rfc(1, ANN))));
        index.merge(BOB, List.of(hearsay(rfc(1, CID), 50)));
        index.merge(CID, List.of(word(rfc(1, CID))));
        index.remove(BOB);
        assertEquals(stamp, index.stamp());
    }

    @Test
    void stampChangesWithTheRecords() {
        assertStampChanges(() -> index.merge(ANN, List.of(word(rfc(1, ANN)), hearsay(rfc(5, BOB), 100))));
        assertStampChanges(() -> index.merge(ANN, List.of(word(rfc(1, ANN, "Renamed")), hearsay(rfc(5, BOB), 100))));
        assertStampChanges(() ->
                index.merge(ANN, List.of(word(rfc(1, ANN, "Renamed")), word(rfc(2, ANN)), hearsay(rfc(5, BOB), 100))));
        assertStampChanges(() -> index.merge(BOB, List.of()));
        assertStampChanges(() -> index.merge(BOB, List.of(word(rfc(5, BOB)))));
        assertStampChanges(() -> index.remove(BOB));
        assertStampChanges(() -> clock.advance(Duration.ofHours(2)));
    }

    @Test
    void ownStampChangesWithOwnRecordsAlone() {
        assertStampChanges(() -> index.setOwn(List.of(rfc(1, SELF))));
        long own = index.ownStamp();
        index.merge(ANN, List.of(word(rfc(1, ANN))));
        assertEquals(own, index.ownStamp());
        index.setOwn(List.of());
        assertNotEquals(own, index.ownStamp());
    }

    private void assertStampChanges(Runnable change) {
        long before = index.stamp();
        change.run();
        assertNotEquals(before, index.stamp());
    }

    /** To put a million in order takes half a second, for which nobody is to wait. */
    @Test
    void whatChangesWhileAllIsPutInOrderIsNotPutInOrderUnderTheLock() {
        ManualClock changing = spy(clock);
        MergedIndex changed = new MergedIndex(changing, () -> SELF, IndexLimits.DEFAULT);
        changed.merge(ANN, List.of(word(rfc(1, ANN))));
        AtomicInteger reads = new AtomicInteger();
        doAnswer(read -> {
                    // Once it is known what there is, somebody tells more.
                    if (reads.incrementAndGet() == 2) {
                        changed.merge(BOB, List.of(word(rfc(2, BOB))));
                    }
                    return read.callRealMethod();
                })
                .when(changing)
                .nanos();
        assertEquals(
                List.of(rfc(1, ANN)),
                changed.everything().stream().map(Learned::rfc).toList());
        assertEquals(List.of(rfc(1, ANN), rfc(2, BOB)), changed.all());
    }
}
