package io.github.p2pdi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.node.Download.Progress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static Optional<Duration> timeLeft(long bytes, OptionalLong total, long bytesPerSecond) {
        return new Progress(bytes, 0, 0, total, bytesPerSecond, Map.of()).timeLeft();
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void whatIsLeftIsRoundedUp() {
        assertEquals(seconds(0), timeLeft(100, OptionalLong.of(100), 10));
        assertEquals(seconds(1), timeLeft(99, OptionalLong.of(100), 10));
        assertEquals(seconds(10), timeLeft(0, OptionalLong.of(100), 10));
    }

    @Test
    void nobodyCanTellWithoutASizeOrARate() {
        assertEquals(Optional.empty(), timeLeft(1, OptionalLong.empty(), 10));
        assertEquals(Optional.empty(), timeLeft(1, OptionalLong.of(100), 0));
    }

    @Test
    void itIsNeverNegative() {
        assertEquals(seconds(0), timeLeft(200, OptionalLong.of(100), 10));
        assertEquals(seconds(Long.MAX_VALUE / 10 + 1), timeLeft(0, OptionalLong.of(Long.MAX_VALUE), 10));
        assertEquals(seconds(1), timeLeft(0, OptionalLong.of(Long.MAX_VALUE), Long.MAX_VALUE));
    }
}
