package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command does whose results cannot be written, as on a full disk, or where nobody reads them. */
class UnwritableResultTest {
    @TempDir
    private Path folder;

    private RunningCommand rs;
    private RunningCommand peer;

    @BeforeEach
    void startServerAndPeer() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.writeString(shared.resolve("rfc7.txt"), "Seven\n");
        rs = RunningCommand.start("rs", "--port", "0");
        peer = RunningCommand.start("peer", "--rs", rs.address().toString(), "--share", shared.toString());
    }

    @AfterEach
    void stop() throws Exception {
        peer.close();
        rs.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--version",
                "get --help",
                "rs --port 0",
                "peer --rs RS",
                "peers --rs RS",
                "peers --json --rs RS",
                "list --rs RS",
                "list --json --rs RS",
                "get --rs RS --out OUT 7",
                "get --json --rs RS --out OUT 7",
                "get --json --rs RS --out OUT 8",
                "scenario"
            })
    void itEndsWithOneAndOneLineThatSaysSo(String line) {
        String[] args = line.replace("RS", rs.address().toString())
                .replace("OUT", folder.resolve("out").toString())
                .split(" ");
        StringWriter err = new StringWriter();

        int code = Main.run(args, new Console(new PrintWriter(new Full(0)), new PrintWriter(err), close -> {}));

        assertEquals(1, code, err.toString());
        assertEquals(
                List.of("p2pdi: cannot write to stdout"), err.toString().lines().toList());
    }

    @Test
    void whoIsToldToEndMeanwhileStopsQuietly() {
        StringWriter err = new StringWriter();
        List<RuntimeException> thrown = new ArrayList<>();

        int code = Main.run(
                new String[] {
                    "get",
                    "--json",
                    "--rs",
                    rs.address().toString(),
                    "--out",
                    folder.resolve("out").toString(),
                    "7",
                    "8"
                },
                new Console(new PrintWriter(new Full(0)), new PrintWriter(err), close -> {
                    try {
                        close.run();
                    } catch (RuntimeException e) {
                        thrown.add(e);
                    }
                }));

        assertEquals(List.of(), thrown);
        assertEquals(1, code);
        assertTrue(err.toString().lines().allMatch(line -> line.startsWith("p2pdi: ")), err::toString);
    }

    @Test
    void aScenarioThatIsReadInPartEndsAtOnce() {
        StringWriter err = new StringWriter();

        int code = Main.run(
                new String[] {"scenario"},
                new Console(new PrintWriter(new Full(5)), new PrintWriter(err), close -> {}));

        assertEquals(1, code);
        assertEquals(
                List.of("p2pdi: cannot write to stdout"), err.toString().lines().toList());
    }
}
