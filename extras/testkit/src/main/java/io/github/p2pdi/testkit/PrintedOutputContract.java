package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No cookie is in anything that the tests of a module printed, logs of everything included. To be run behind them, in a JVM that does not keep what
 * it prints itself; see {@link PrintedOutput}.
 */
public abstract class PrintedOutputContract {
    /** For subclasses. */
    protected PrintedOutputContract() {}

    @Test
    final void noCookieWasPrinted() throws IOException {
        assertEquals(List.of(), CookieSearch.in(PrintedOutput.FILE));
    }

    /** Else there was nothing to find. */
    @Test
    final void headsWithCookiesWerePrintedWithoutThem() throws IOException {
        try (Stream<String> lines = Files.lines(PrintedOutput.FILE)) {
            assertTrue(lines.anyMatch(line -> line.contains("Peer-Cookie: ***")), "no head with a cookie was printed");
        }
    }
}
