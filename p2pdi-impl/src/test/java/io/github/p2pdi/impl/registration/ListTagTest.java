package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListTagTest {
    private final ListTag tag = new ListTag(new Random(7));

    @Test
    void orderDoesNotMatter() {
        assertEquals(tag.of(List.of(peer("a", 1), peer("b", 2))), tag.of(List.of(peer("b", 2), peer("a", 1))));
    }

    @Test
    void listsThatDifferInAnyPartOfAnAddressHaveOtherTags() {
        List<List<Peer>> lists = List.of(
                List.of(),
                List.of(peer("a", 1)),
                List.of(peer("b", 1)),
                List.of(peer("a", 2)),
                List.of(peer("a1", 1)),
                List.of(peer("1a", 1)),
                List.of(peer(new PeerAddress("tls", "a", 1))),
                List.of(peer(new PeerAddress("t", "atcp", 1))),
                List.of(peer("a", 1), peer("b", 2)),
                List.of(peer("a", 2), peer("b", 1)),
                List.of(peer("a", 1), peer("a", 1)));
        Set<String> tags = new HashSet<>();
        lists.forEach(list -> tags.add(tag.of(list)));
        assertEquals(lists.size(), tags.size());
    }

    @Test
    void whatMayChangeWithoutNoticeIsNotPartOfIt() {
        Peer later = new Peer(
                PeerAddress.of("a", 1),
                Instant.MAX,
                9,
                true,
                Duration.ofSeconds(9),
                Optional.of(Duration.ofSeconds(9)));
        assertEquals(tag.of(List.of(peer("a", 1))), tag.of(List.of(later)));
    }

    @Test
    void anotherStartHasOtherTags() {
        assertNotEquals(tag.of(List.of()), new ListTag(new Random(8)).of(List.of()));
    }

    private static Peer peer(String host, int port) {
        return peer(PeerAddress.of(host, port));
    }

    private static Peer peer(PeerAddress address) {
        return new Peer(address, Instant.EPOCH, 1, true, Duration.ofSeconds(1), Optional.empty());
    }
}
