package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.impl.figure.Seed;
import java.time.Duration;
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
        assertAll(
                Figure.none("peers lost of 100,000 that come back after a restart", size - crowd.active())::show,
                Figure.atMost("peers back after a restart, all 100,000", seconds, 60, "s")::show,
                Figure.atMost("longest answer in that crowd", answer, 0.5, "s")::show);
    }

    private static Crowd crowd(int size, int servedPerSecond) {
        Crowd crowd = new Crowd(size, servedPerSecond, Seed.draw("the crowd"));
        crowd.comeBack(WITHIN, Duration.ofSeconds(90));
        return crowd;
    }
}
