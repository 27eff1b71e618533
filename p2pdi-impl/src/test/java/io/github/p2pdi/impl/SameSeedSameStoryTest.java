package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.transport.LinkFault;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A network in memory is deterministic: where the time, the chance and what is done are the same, everything that happens is, whatever breaks. */
class SameSeedSameStoryTest {
    private static final int STEPS = 4 * LinkFault.Kind.values().length;

    private static List<String> story(long seed) throws Exception {
        try (NetworkStory story = new NetworkStory(seed)) {
            return story.tell(STEPS);
        }
    }

    @Test
    void theSameSeedTellsTheSameStoryTwice() throws Exception {
        long seed = Seed.draw("the story of a network");
        List<String> first = story(seed);
        List<String> second = story(seed);
        int same = (int) IntStream.range(0, Math.min(first.size(), second.size()))
                .takeWhile(at -> first.get(at).equals(second.get(at)))
                .count();
        assertEquals(
                first.subList(same, Math.min(first.size(), same + 3)),
                second.subList(same, Math.min(second.size(), same + 3)),
                () -> "behind " + first.subList(Math.max(0, same - 10), same));
    }

    @Test
    void anotherSeedTellsAnotherStory() throws Exception {
        List<String> first = story(1);
        assertNotEquals(first, story(2));
        for (String failure : List.of("nobody listens there", "did not answer in time", "closed the connection")) {
            assertTrue(first.stream().anyMatch(line -> line.contains(failure)), failure);
        }
    }
}
