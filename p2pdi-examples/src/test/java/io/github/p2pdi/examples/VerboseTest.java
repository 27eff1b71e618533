package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code -v} adds, in a JVM of its own as it sets what the whole JVM logs. */
class VerboseTest {
    @ParameterizedTest
    @ValueSource(strings = {"-v peers --rs 127.0.0.1:1", "peers -v --rs 127.0.0.1:1"})
    void showsWhereAnErrorComesFrom(String line) throws Exception {
        List<String> printed = printed(line);

        assertTrue(printed.stream().anyMatch(each -> each.startsWith("p2pdi: cannot reach")), printed::toString);
        assertTrue(printed.stream().anyMatch(each -> each.startsWith("\tat ")), printed::toString);
    }

    @Test
    void threeTimesLogsEveryHeadWithoutItsCookie() throws Exception {
        List<String> printed = printed("scenario -vvv");

        assertTrue(printed.stream().anyMatch(each -> each.matches("[0-9:.]{12} .*TRACE wire.*")), printed::toString);
        assertFalse(printed.stream().anyMatch(each -> each.matches(".*Peer-Cookie: [-0-9].*")), printed::toString);
    }

    private static List<String> printed(String line) throws Exception {
        try (ChildJvm main = ChildJvm.start(Main.class, line.split(" "))) {
            List<String> printed = main.readAll();
            assertEquals(line.contains("scenario") ? 0 : 1, main.exitCode(), printed::toString);
            return printed;
        }
    }
}
