package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --rs}, given more than once: the first that answers is used. */
class SeveralServersTest {
    /** Nothing listens on the ports of tcpmux and echo. */
    private static final String NOBODY = "127.0.0.1:1";

    private static final String NOBODY_ELSE = "127.0.0.1:7";

    @TempDir
    private Path folder;

    @Test
    void theFirstThatAnswersIsUsedAndTheReadyLineNamesIt() throws Exception {
        Files.writeString(folder.resolve("rfc7.txt"), "seven");
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0");
                RunningCommand idle = RunningCommand.start("rs", "--port", "0");
                RunningCommand peer = RunningCommand.start(
                        "peer", "--rs", NOBODY, "--rs", rs.address().toString(), "--share", folder.toString())) {
            String server = rs.address().toString();
            assertEquals(
                    "peer " + peer.address() + " registered with " + server + ", sharing 1 documents",
                    peer.readyLine());
            Outcome peers = Outcome.of("peers", "--rs", NOBODY, "--rs", server);
            assertEquals(0, peers.code(), () -> peers.toString());
            assertTrue(peers.out().get(0).startsWith(peer.address() + "  "), () -> peers.toString());

            Outcome list =
                    Outcome.of("list", "--rs", server, "--rs", idle.address().toString());
            assertEquals(0, list.code(), () -> list.toString());
            assertEquals(1, list.out().size(), () -> list.toString());

            Outcome get = Outcome.of(
                    "get",
                    "--rs",
                    NOBODY,
                    "--rs",
                    server,
                    "--out",
                    folder.resolve("out").toString(),
                    "7");
            assertEquals(0, get.code(), () -> get.toString());
            assertEquals(List.of(), get.err());
        }
    }

    @Test
    void oneThatIsNamedTwiceIsOne() throws Exception {
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0")) {
            String server = rs.address().toString();
            Outcome peers = Outcome.of("peers", "--rs", server, "--rs", server);
            assertEquals(0, peers.code(), () -> peers.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"peer", "get 7", "peers", "list"})
    void whereNoneIsThereAllAreNamedInOneLine(String command) {
        Outcome outcome = Outcome.of((command + " --rs " + NOBODY + " --rs " + NOBODY_ELSE).split(" "));

        assertEquals(1, outcome.code());
        assertEquals(List.of(), outcome.out());
        assertEquals(1, outcome.err().size(), () -> outcome.toString());
        String error = outcome.err().get(0);
        assertTrue(error.contains(NOBODY + ": ") && error.contains(NOBODY_ELSE + ": "), error);
        assertTrue(error.endsWith("; check the address, and whether it runs there"), error);
    }
}
