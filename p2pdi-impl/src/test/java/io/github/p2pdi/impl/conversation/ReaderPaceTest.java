package io.github.p2pdi.impl.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Some of it within 30 s, and 240 bytes a second over ten seconds, with five of grace. */
class ReaderPaceTest {
    private static final Duration STALL = Duration.ofSeconds(30);

    private final ReaderPace pace = new ReaderPace(STALL);
    private long now = seconds(1000);

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }

    /** Takes so many bytes each second. */
    private void takes(int bytes, int forSeconds) {
        for (int i = 0; i < forSeconds; i++) {
            now += seconds(1);
            assertEquals(now + STALL.toNanos(), pace.took(bytes, now), "after " + i);
        }
    }

    private void isGivenUp(int bytes, int afterSeconds) {
        now += seconds(afterSeconds);
        assertEquals(now, pace.took(bytes, now));
    }

    @Test
    void someOfItIsWantedWithinTheLongestStall() {
        assertEquals(now + STALL.toNanos(), pace.begin(now));
        now += seconds(7);
        assertEquals(now + STALL.toNanos(), pace.took(1, now));
    }

    @Test
    void whoIsJustFastEnoughIsServedForEver() {
        pace.begin(now);
        takes(240, 10_000);
    }

    @Test
    void whoIsTooSlowIsGivenUpAfterTheGrace() {
        pace.begin(now);
        takes(150, 14);
        isGivenUp(150, 1);
    }

    @Test
    void whoIsALittleTooSlowIsGivenUpAtTheSecondLook() {
        pace.begin(now);
        takes(239, 24);
        isGivenUp(239, 1);
    }

    @Test
    void whoBecomesSlowIsGivenUpAtTheNextLook() {
        pace.begin(now);
        takes(100_000, 15);
        takes(1, 9);
        isGivenUp(1, 1);
    }

    @Test
    void muchThatIsTakenSeldomIsEnough() {
        pace.begin(now);
        takes(1, 14);
        now += seconds(29);
        assertEquals(now + STALL.toNanos(), pace.took(240 * 38, now));
    }

    @Test
    void timeInWhichThereIsNothingToTakeDoesNotCount() {
        pace.begin(now);
        for (int i = 0; i < 14; i++) {
            takes(1, 1);
            pace.pause(now);
            now += seconds(60);
            assertEquals(now + STALL.toNanos(), pace.waitsFrom(now));
        }
        isGivenUp(1, 1);
    }

    @Test
    void anotherAnswerBeginsAnew() {
        pace.begin(now);
        takes(0, 14);
        pace.begin(now);
        takes(0, 14);
        isGivenUp(0, 1);
    }
}
