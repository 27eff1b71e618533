package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieSearchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Peer-Cookie: %d",
                "peer-cookie:%d\\r\\n",
                "{\"hostname\": \"a\", \"cookie\": %d, \"port\": 1}",
                "{\"cookie\":%d}",
                "Registration[cookie=%d, renewAfter=PT100S]",
                "no peer has the cookie %d.",
                "(%d)",
                "%d"
            })
    void aCookieIsFoundHoweverItIsPrinted(String form) {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            String line = form.replace("%d", Long.toString((random.nextLong() >>> 1) | 1L << 51));
            assertTrue(CookieSearch.hasCookie(line), line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Peer-Cookie: ***",
                "/tmp/junit-10800365736785291479/rfc1.txt is gone",
                "rfc9223372036854775808.txt: the largest is 9223372036854775807, not '9223372036854775808'",
                "ETag: \"5364297590235779-f4240-0\"",
                "\"last_active_time\": 1795378576.3363214001234567",
                "at most 9999999999 bytes"
            })
    void whatIsNoneIsNot(String line) {
        assertFalse(CookieSearch.hasCookie(line));
    }

    @Test
    void aFileIsSearchedLineByLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "a\ncookie 4611686018427387905 was renewed\nb\n");

        assertEquals(List.of("cookie 4611686018427387905 was renewed"), CookieSearch.in(file));
    }
}
