package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All the peers of a server come back within two seconds after its restart, many more than it can serve in that time. */
class CrowdTest {
    private static final Duration WITHIN = Duration.ofSeconds(2);
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    @Test
    void aCrowdIsBackWithinAMinuteAndNobodyIsLostOrLeftToWait() {
        Crowd crowd = crowd(3_000, 1_000);
        assertEquals(3_000, crowd.back());
        assertEquals(3_000, crowd.active());
        assertTrue(crowd.lastBack().compareTo(A_MINUTE) <= 0, crowd.toString());
        assertTrue(crowd.longestAnswer().compareTo(Duration.ofMillis(500)) <= 0, crowd.toString());
        assertTrue(crowd.sentAway() > 2_000, crowd.toString());
    }

    @Test
    @Tag("figure")
    void aHundredThousandAreBackWithinAMinuteAndNobodyIsLost() {
        int size = 100_000;
        Crowd crowd = crowd(size, 5_000);
        double seconds = crowd.lastBack().toMillis() / 1000.0;
        double answer = crowd.longestAnswer().toMillis() / 1000.0;
        System.out.println("figure: peers-lost-after-a-restart " + (size - crowd.active()) + " = 0");
        System.out.println("figure: 100000-peers-back-after-a-restart " + seconds + "s <= 60s");
        System.out.println("figure: answer-in-that-crowd " + answer + "s <= 0.5s");
        assertEquals(size, crowd.active());
        assertTrue(seconds <= 60, crowd.toString());
        assertTrue(answer <= 0.5, crowd.toString());
    }

    private static Crowd crowd(int size, int servedPerSecond) {
        long seed = Long.getLong("p2pdi.seed", new Random().nextLong());
        System.out.println("seed of the crowd: -Dp2pdi.seed=" + seed);
        Crowd crowd = new Crowd(size, servedPerSecond, seed);
        crowd.comeBack(WITHIN, Duration.ofSeconds(90));
        return crowd;
    }
}
