package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print that are told to end before they have their results. */
class StoppedCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs a command beside a server and a peer that shares document 7, and tells it to end as soon as it can be told. */
    private int runStopped(String line) throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.writeString(shared.resolve("rfc7.txt"), "Seven\n");
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0");
                RunningCommand ignored =
                        RunningCommand.start("peer", "--rs", rs.address().toString(), "--share", shared.toString())) {
            String[] args = line.replace("RS", rs.address().toString())
                    .replace("OUT", folder.resolve("out").toString())
                    .split(" ");
            return Main.run(args, new Console(new PrintWriter(out), new PrintWriter(err), Runnable::run));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"list --rs RS", "list --json --rs RS"})
    void aListThatIsNotWholeIsNotPrinted(String line) throws Exception {
        assertEquals(1, runStopped(line));

        assertEquals("", out.toString());
        assertEquals(
                List.of("p2pdi: stopped before all peers were asked"),
                err.toString().lines().toList());
    }

    @Test
    void eachDocumentHasItsObject() throws Exception {
        assertEquals(1, runStopped("get --json --rs RS --out OUT 7 8"));

        assertEquals(
                List.of("{\"number\": 7, \"error\": \"interrupted\"}", "{\"number\": 8, \"error\": \"interrupted\"}"),
                out.toString().lines().toList());
    }
}
