package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Keys as strangers choose them. */
class RfcAnswerKeyTest {
    @Test
    void veryManyThatHashAlikeAreToldApartInNoTime() {
        List<RfcAnswer.Key> keys = LongStream.range(0, 200_000)
                .mapToObj(k -> new RfcAnswer.Key((k << 32) | k, "bob", 4002))
                .toList();
        assertEquals(
                1, keys.stream().mapToInt(RfcAnswer.Key::hashCode).distinct().count());
        Set<RfcAnswer.Key> all = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> new HashSet<>(keys));
        assertEquals(keys.size(), all.size());
        assertTrue(all.containsAll(keys.subList(0, 1000)));
    }

    @Test
    void orderTellsApartWhatDiffers() {
        List<RfcAnswer.Key> keys = List.of(
                new RfcAnswer.Key(1, "a", 1),
                new RfcAnswer.Key(1, "a", 2),
                new RfcAnswer.Key(1, "b", 1),
                new RfcAnswer.Key(2, "a", 1),
                new RfcAnswer.Key(2, "b", 3));
        assertEquals(keys, List.copyOf(new TreeSet<>(keys)));
        keys.forEach(
                key -> assertEquals(0, key.compareTo(new RfcAnswer.Key(key.number(), key.hostname(), key.port()))));
    }
}
