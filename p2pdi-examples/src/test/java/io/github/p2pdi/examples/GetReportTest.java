package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.node.Download;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    void whatStaysOfOneThatFailedIsSaidWhereNobodyReadsTheResults() throws Exception {
        Path file = folder.resolve("rfc7.txt");
        Path part = Files.writeString(folder.resolve("rfc7.txt.part"), "Seven");
        DownloadDouble failed = DownloadDouble.failed(7, file, 5);
        GetReport report = json(new Full(0));

        assertThrows(OutputException.class, () -> report.await(new LinkedBlockingQueue<>(List.of(failed)), 1));

        assertEquals(
                List.of("p2pdi: 5 bytes of document 7 stay in " + part + "; the same command goes on from there"),
                err.toString().lines().toList());
    }

    @Test
    void whoIsToldToEndDoesNotWaitForWhoReadsNoResults() throws Exception {
        DownloadDouble done = DownloadDouble.done(8, folder.resolve("rfc8.txt"), 6);
        DownloadDouble next = DownloadDouble.done(9, folder.resolve("rfc9.txt"), 6);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch read = new CountDownLatch(1);
        GetReport report = json(new Unread(stuck, read));
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<Boolean> telling = threads.submit(() -> report.await(new LinkedBlockingQueue<>(List.of(done)), 1));
            assertTrue(stuck.await(20, TimeUnit.SECONDS));

            threads.submit(() -> report.stopped(List.of(done, next))).get(20, TimeUnit.SECONDS);

            read.countDown();
            assertTrue(telling.get(20, TimeUnit.SECONDS));
        } finally {
            read.countDown();
            threads.shutdown();
        }
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

    /** A full pipe: who writes is stuck until it is read. */
    private static final class Unread extends Writer {
        private final CountDownLatch stuck;
        private final CountDownLatch read;

        Unread(CountDownLatch stuck, CountDownLatch read) {
            this.stuck = stuck;
            this.read = read;
        }

        @Override
        public void write(char[] text, int from, int count) throws IOException {
            stuck.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
