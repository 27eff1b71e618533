package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.node.Download;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code get} says of downloads, in whatever order they end. */
class GetReportTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private GetReport json(Writer to) {
        return new GetReport(new Console(new PrintWriter(to), new PrintWriter(err), close -> {}), true);
    }

    @Test
    void whatEndsBehindOneThatIsCancelledIsReported() throws Exception {
        DownloadDouble cancelled = DownloadDouble.cancelled(7, folder.resolve("rfc7.txt"), 0);
        DownloadDouble done = DownloadDouble.done(8, folder.resolve("rfc8.txt"), 6);
        GetReport report = json(out);
        BlockingQueue<Download> ended = new LinkedBlockingQueue<>(List.of(cancelled, done));

        report.stopped(List.of(cancelled));
        boolean allHad = report.await(ended, 2);

        assertFalse(allHad);
        List<String> lines = out.toString().lines().toList();
        assertEquals(2, lines.size(), lines::toString);
        assertEquals("{\"number\": 7, \"error\": \"interrupted\"}", lines.get(0));
        assertTrue(lines.get(1).startsWith("{\"number\": 8, \"bytes\": 6, "), lines::toString);
        assertEquals(
                List.of("p2pdi: stopped before all documents were had"),
                err.toString().lines().toList());
    }

    @Test
    void whoeverIsFirstTellsOfOneThatEndedWhenAllAreStopped() throws Exception {
        DownloadDouble done = DownloadDouble.done(8, folder.resolve("rfc8.txt"), 6);
        GetReport report = json(out);

        report.stopped(List.of(done));

        assertTrue(report.await(new LinkedBlockingQueue<>(List.of(done)), 1));
        assertEquals(1, out.toString().lines().count(), out::toString);
    }

    @Test
    void whatStaysIsSaidWhereNobodyReadsTheResults() throws Exception {
        Path file = folder.resolve("rfc7.txt");
        Path part = Files.writeString(folder.resolve("rfc7.txt.part"), "Seven");

        json(new Full(0))
                .stopped(List.of(
                        DownloadDouble.cancelled(8, folder.resolve("rfc8.txt"), 0),
                        DownloadDouble.cancelled(7, file, 5)));

        assertEquals(
                List.of("p2pdi: interrupted: 5 bytes of document 7 stay in " + part
                        + "; the same command goes on from there"),
                err.toString().lines().toList());
    }

    @Test
    void whatWasHadIsReportedThoughItsFileIsGone() throws Exception {
        Path gone = folder.resolve("rfc8.txt");

        assertTrue(json(out).await(new LinkedBlockingQueue<>(List.of(DownloadDouble.done(8, gone, 6))), 1));

        assertTrue(out.toString().startsWith("{\"number\": 8, \"bytes\": 6, "), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void theSizeOfWhatWasHeldAlreadyIsThatOfItsFile() throws Exception {
        Path held = Files.writeString(folder.resolve("rfc8.txt"), "Eight\n");

        assertTrue(json(out).await(new LinkedBlockingQueue<>(List.of(DownloadDouble.done(8, held, 0))), 1));

        assertTrue(out.toString().startsWith("{\"number\": 8, \"bytes\": 6, "), out::toString);
    }
}
