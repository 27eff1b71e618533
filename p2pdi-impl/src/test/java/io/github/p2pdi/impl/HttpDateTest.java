package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    private static final DateTimeFormatter FORMATTER = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    @Test
    void itIsWrittenAsTheStandardDoes() {
        assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.of(Instant.parse("1994-11-06T08:49:37.9Z")));
    }

    @Test
    void everyDayIsWrittenAsAFormatterWritesIt() {
        Instant end = Instant.parse("2101-01-01T00:00:00Z");
        for (Instant at = Instant.EPOCH; at.isBefore(end); at = at.plusSeconds(86_400 + 61)) {
            assertEquals(FORMATTER.format(at), HttpDate.of(at));
        }
    }

    @Test
    void soIsEveryInstantThatAClockCanBeSetTo() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            check(random.nextLong(-30_000_000_000_000_000L, 30_000_000_000_000_000L));
            check(random.nextLong(-100_000_000_000L, 400_000_000_000L));
        }
    }

    private static void check(long second) {
        Instant at = Instant.ofEpochSecond(second, 999_999_999);
        assertEquals(FORMATTER.format(at), HttpDate.of(at));
    }
}
