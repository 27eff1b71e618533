package io.github.p2pdi.impl.index;

import static io.github.p2pdi.impl.index.Said.ANN;
import static io.github.p2pdi.impl.index.Said.BOB;
import static io.github.p2pdi.impl.index.Said.CID;
import static io.github.p2pdi.impl.index.Said.SELF;
import static io.github.p2pdi.impl.index.Said.hearsay;
import static io.github.p2pdi.impl.index.Said.rfc;
import static io.github.p2pdi.impl.index.Said.word;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules 8 and 9 of {@link MergedIndex}: what has a host or a number in common is kept side by side. */
class MergedIndexSideBySideTest {
    private static final String OTHER_PORT = "ann:65001";
    private static final String OTHER_TRANSPORT = "tls://ann:65000";
    private static final PeerAddress DAN = Said.peer("dan");
    private static final Digest GOOD = new Digest("a".repeat(64));
    private static final Digest OTHER = new Digest("b".repeat(64));

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final MergedIndex index = new MergedIndex(clock, () -> SELF, IndexLimits.DEFAULT);

    private void merge(PeerAddress from, Learned... told) {
        index.merge(from, List.of(told));
    }

    private void assertKnown(Rfc... records) {
        assertEquals(List.of(records), index.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_PORT, OTHER_TRANSPORT})
    void rule8EachSpeaksForItselfAlone(String address) {
        PeerAddress other = PeerAddress.parse(address);
        merge(ANN, word(rfc(1, ANN)), word(rfc(2, ANN)));
        merge(other, word(rfc(1, other, "Its own")), word(rfc(3, other)));
        assertKnown(rfc(1, ANN), rfc(1, other, "Its own"), rfc(2, ANN), rfc(3, other));
        merge(ANN, word(rfc(4, ANN)));
        assertKnown(rfc(1, other, "Its own"), rfc(3, other), rfc(4, ANN));
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_PORT, OTHER_TRANSPORT})
    void rule8HearsayOfOneIsNotOfTheOther(String address) {
        PeerAddress other = PeerAddress.parse(address);
        merge(ANN, word(rfc(1, ANN)));
        merge(BOB, hearsay(rfc(1, other), 100), hearsay(rfc(2, ANN), 100));
        assertKnown(rfc(1, ANN), rfc(1, other));
        merge(ANN, hearsay(rfc(5, other), 100));
        assertKnown(rfc(1, other), rfc(5, other));
        merge(other, word(rfc(1, other)));
        assertKnown(rfc(1, other));
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_PORT, OTHER_TRANSPORT})
    void rule8HearsayOfBothIsKept(String address) {
        PeerAddress other = PeerAddress.parse(address);
        merge(BOB, hearsay(rfc(1, other), 100), hearsay(rfc(1, ANN), 100));
        assertKnown(rfc(1, ANN), rfc(1, other));
        merge(BOB, hearsay(rfc(1, ANN), 100));
        long before = index.stamp();
        merge(BOB, hearsay(rfc(1, other), 100));
        assertKnown(rfc(1, other));
        assertEquals(before + 1, index.stamp());
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_PORT, OTHER_TRANSPORT})
    void rule8OneLeavesAndTheOtherStays(String address) {
        PeerAddress other = PeerAddress.parse(address);
        merge(ANN, word(rfc(1, ANN)));
        merge(other, word(rfc(1, other)));
        index.remove(ANN);
        assertKnown(rfc(1, other));
        merge(ANN, word(rfc(1, ANN)));
        index.retainActive(Set.of(ANN));
        assertKnown(rfc(1, ANN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"self:65001", "tls://self:65000"})
    void rule8OthersOnOurHostAreNotUs(String address) {
        PeerAddress other = PeerAddress.parse(address);
        index.setOwn(List.of(rfc(1, SELF)));
        merge(other, word(rfc(1, other)));
        merge(BOB, hearsay(rfc(2, SELF), 100));
        assertKnown(rfc(1, SELF), rfc(1, other));
        index.remove(other);
        merge(BOB, hearsay(rfc(2, SELF), 100), hearsay(rfc(3, other), 100));
        assertKnown(rfc(1, SELF), rfc(3, other));
        index.setOwn(List.of());
        assertKnown(rfc(3, other));
    }

    @Test
    void rule9WhateverHoldersHaveUnderANumberIsKept() {
        Rfc own = hashed(SELF, 100, GOOD);
        Rfc same = hashed(ANN, 100, GOOD);
        Rfc otherDigest = hashed(BOB, 100, OTHER);
        Rfc otherSize = hashed(CID, 200, GOOD);
        Rfc unknown = unhashed(DAN, 100);
        index.setOwn(List.of(own));
        merge(ANN, word(same), hearsay(otherSize, 100));
        merge(BOB, word(otherDigest), hearsay(unknown, 100));
        assertKnown(same, otherDigest, otherSize, unknown, own);
        assertEquals(List.of(own, same, otherDigest, otherSize, unknown), index.find(7));
        assertEquals(5, index.size());
    }

    @Test
    void rule9NobodyCorrectsAnother() {
        merge(ANN, word(hashed(ANN, 100, GOOD)));
        merge(BOB, word(hashed(BOB, 200, OTHER)), hearsay(hashed(ANN, 200, OTHER), 100));
        assertKnown(hashed(ANN, 100, GOOD), hashed(BOB, 200, OTHER));
        index.setOwn(List.of(hashed(SELF, 300, OTHER)));
        assertKnown(hashed(ANN, 100, GOOD), hashed(BOB, 200, OTHER), hashed(SELF, 300, OTHER));
    }

    @Test
    void rule9HolderCorrectsItself() {
        merge(ANN, word(unhashed(ANN, 100)));
        for (Rfc record :
                List.of(hashed(ANN, 100, GOOD), hashed(ANN, 100, OTHER), hashed(ANN, 200, OTHER), unhashed(ANN, 200))) {
            long before = index.stamp();
            merge(ANN, word(record));
            assertKnown(record);
            assertEquals(before + 1, index.stamp());
        }
    }

    @Test
    void rule9WhoeverToldHearsayFirstIsBelievedUntilItIsOver() {
        merge(ANN, hearsay(hashed(CID, 100, GOOD), 50));
        merge(BOB, hearsay(hashed(CID, 200, OTHER), 100));
        assertKnown(hashed(CID, 100, GOOD));
        clock.advance(Duration.ofSeconds(50));
        assertKnown();
        merge(BOB, hearsay(hashed(CID, 200, OTHER), 50));
        assertKnown(hashed(CID, 200, OTHER));
        merge(CID, word(unhashed(CID, 100)));
        assertKnown(unhashed(CID, 100));
    }

    private static Rfc hashed(PeerAddress holder, long size, Digest sha256) {
        return new Rfc(7, "T", holder, "rfc7.txt", OptionalLong.of(size), Optional.of(sha256));
    }

    private static Rfc unhashed(PeerAddress holder, long size) {
        return new Rfc(7, "T", holder, "rfc7.txt", OptionalLong.of(size), Optional.empty());
    }
}
