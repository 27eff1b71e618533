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

/** What cannot be done ends with one and one sentence that names what is in the way. */
class FailureTest {
    /** Nothing listens on the port of tcpmux. */
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"peer", "get 7", "peers", "list"})
    void aRegistrationServerThatIsNotThereIsNamedAndWhatToDoIsSaid(String command) {
        assertFails(NOBODY + ": Connection refused; check the address", (command + " --rs " + NOBODY).split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {NOBODY, "carrier-pigeon://rs.example"})
    void scriptsAreToldOfEachDocumentWhereNobodyCanBeAsked(String server) {
        Outcome get = Outcome.of("get", "--json", "--rs", server, "7", "8", "7");

        assertEquals(1, get.code());
        assertEquals(1, get.err().size(), () -> get.toString());
        String why = get.err().get(0).substring("p2pdi: ".length());
        assertEquals(
                List.of("{\"number\": 7, \"error\": \"" + why + "\"}", "{\"number\": 8, \"error\": \"" + why + "\"}"),
                get.out());
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0")) {
            String port = Integer.toString(rs.address().port());

            assertFails(rs.address().toString(), "rs", "--port", port);
            assertFails(rs.address().toString(), "peer", "--rs", rs.address().toString(), "--port", port);
        }
    }

    @Test
    void aHostThatIsNotOfThisMachineIsNamed() {
        assertFails("192.0.2.1:0", "rs", "--host", "192.0.2.1", "--port", "0");
    }

    @Test
    void aMissingFolderIsNamed() throws Exception {
        String missing = folder.resolve("missing").toString();
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0")) {
            assertFails(missing, "peer", "--rs", rs.address().toString(), "--share", missing);
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws Exception {
        String file = Files.writeString(folder.resolve("file"), "x").toString();
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0")) {
            assertFails(file, "peer", "--rs", rs.address().toString(), "--share", file);
        }
    }

    @Test
    void aTransportThatThereIsNotIsNamed() {
        assertFails("carrier-pigeon", "peers", "--rs", "carrier-pigeon://rs.example");
    }

    private static void assertFails(String named, String... args) {
        Outcome outcome = Outcome.of(args);

        assertEquals(1, outcome.code());
        assertEquals(List.of(), outcome.out());
        assertEquals(1, outcome.err().size(), () -> outcome.err().toString());
        String error = outcome.err().get(0);
        assertTrue(error.startsWith("p2pdi: ") && error.contains(named) && !error.contains("Exception"), error);
    }
}
