package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RareLogTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final RareLog log = new RareLog(clock);
    private final List<String> lines = new ArrayList<>();

    private void tell(int times) {
        for (int i = 0; i < times; i++) {
            log.tell(others -> lines.add("cannot" + others));
        }
    }

    @Test
    void whatHappensAgainAndAgainIsToldOnceInTenSecondsAndCounted() {
        tell(100);
        clock.advance(Duration.ofSeconds(9));
        tell(1);
        assertEquals(List.of("cannot"), lines);

        clock.advance(Duration.ofSeconds(1));
        tell(2);
        assertEquals(List.of("cannot", "cannot (and 100 more since the last that was told)"), lines);
    }

    @Test
    void whatCannotBeToldIsNoReasonNotToGoOn() {
        RareLog failing = new RareLog(new ForwardingTime(clock) {
            private boolean begun;

            @Override
            public long nanos() {
                if (begun) {
                    throw new LinkageError("as the test has it");
                }
                begun = true;
                return super.nanos();
            }
        });
        assertDoesNotThrow(() -> failing.tell(lines::add));
        assertDoesNotThrow(() -> log.tell(others -> {
            throw new IllegalStateException("as the test has it");
        }));
        tell(1);
        assertEquals(List.of(), lines);
    }
}
