package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.testkit.Frames;
import io.github.p2pdi.testkit.Script;
import io.github.p2pdi.testkit.ScriptedPeer;
import io.github.p2pdi.transport.TransportLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from holders that speak the base dialect, and do as the test says. */
class DownloadTest {
    private static final String RECORD =
            "{\"number\": 7, \"title\": \"Host\", \"hostname\": \"elsewhere\", \"path\": \"/srv/docs/rfc7.txt\"}";

    @TempDir
    Path folder;

    private PeerNode peer;

    @BeforeEach
    void start() throws Exception {
        TransportLimits impatient = TransportLimits.DEFAULT.toBuilder()
                .readStall(Duration.ofMillis(500))
                .build();
        peer = P2PDI.startPeer(
                PeerConfig.builder().downloads(folder).limits(impatient).build());
    }

    @AfterEach
    void close() {
        peer.close();
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** A frame without its last bytes. */
    private static String begun(String message, int missing) {
        String frame = new String(Frames.frame(message), StandardCharsets.ISO_8859_1);
        return frame.substring(0, frame.length() - missing);
    }

    private static Script index() {
        return Script.begin().expect().answer(ok("[" + RECORD + "]"));
    }

    /** A holder that lists document 7 and delivers it. */
    private static Script holder(String document) {
        return index().expect()
                .answer(ok(RECORD))
                .answer(document.isEmpty() ? "HTTP/1.1 200 OK\r\n\r\n" : ok(document));
    }

    private Path fetch(ScriptedPeer... holders) throws Exception {
        for (ScriptedPeer holder : holders) {
            peer.query(holder.address());
        }
        return peer.download(7).await();
    }

    private List<String> files() throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seventeen bytes..", "line\r\nline\r\n", "Latin-1: \u00e4\u00f6\u00fc\u00ff\u0000"})
    void bytesArriveAsTheyAre(String document) throws Exception {
        try (ScriptedPeer holder = ScriptedPeer.start(holder(document))) {
            Path file = fetch(holder);
            assertEquals(folder.resolve("rfc7.txt"), file);
            assertArrayEquals(document.getBytes(StandardCharsets.ISO_8859_1), Files.readAllBytes(file));
            assertEquals(List.of("rfc7.txt"), files());
            assertEquals(1, holder.connections());
        }
    }

    @Test
    void aHolderThatCutsTheDocumentIsLeftForTheNext() throws Exception {
        Script cut = index().expect().answer(ok(RECORD)).cut(ok("whole document"), 45);
        try (ScriptedPeer bad = ScriptedPeer.start(cut);
                ScriptedPeer good = ScriptedPeer.start(holder("whole document"))) {
            assertEquals("whole document", Files.readString(fetch(bad, good)));
            assertEquals(List.of("rfc7.txt"), files());
        }
    }

    @Test
    void aHolderThatStallsIsLeftForTheNext() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Script stalls = index().expect()
                .answer(ok(RECORD))
                .raw(begun(ok("whole document"), 9))
                .await(never);
        try (ScriptedPeer bad = ScriptedPeer.start(stalls);
                ScriptedPeer good = ScriptedPeer.start(holder("whole document"))) {
            assertEquals("whole document", Files.readString(fetch(bad, good)));
            never.countDown();
        }
    }

    @Test
    void wrongBytesAreNeverKept() throws Exception {
        String lying = RECORD.replace("}", ", \"sha256\": \"" + "0".repeat(64) + "\"}");
        Script liar = index().expect().answer(ok(lying)).answer(ok("other bytes"));
        try (ScriptedPeer bad = ScriptedPeer.start(liar)) {
            DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, () -> fetch(bad));
            assertTrue(e.getMessage().contains("SHA-256"), e.getMessage());
            assertEquals(bad.address(), e.attempts().get(0).source());
            assertEquals(List.of(), files());
        }
    }

    @Test
    void aSizeThatIsNotTheAnnouncedOneIsRefused() throws Exception {
        String lying = RECORD.replace("}", ", \"size\": 5}");
        Script liar = index().expect().answer(ok(lying)).answer(ok("more than five"));
        try (ScriptedPeer bad = ScriptedPeer.start(liar)) {
            DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, () -> fetch(bad));
            assertTrue(e.getMessage().contains("14 bytes"), e.getMessage());
            assertEquals(List.of(), files());
        }
    }

    @Test
    void anotherDocumentThanAskedForIsRefused() throws Exception {
        Script confused =
                index().expect().answer(ok(RECORD.replace("7,", "8,"))).answer(ok("document 8"));
        try (ScriptedPeer bad = ScriptedPeer.start(confused)) {
            DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, () -> fetch(bad));
            assertTrue(e.getMessage().contains("document 8 when asked for 7"), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"403 Forbidden", "404 Not Found"})
    void notHereAnyMoreIsToldAsThat(String status) throws Exception {
        Script gone = index().expect().answer("HTTP/1.1 " + status + "\r\n\r\n");
        try (ScriptedPeer former = ScriptedPeer.start(gone)) {
            DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, () -> fetch(former));
            assertEquals(7, e.number());
            assertEquals(
                    List.of(new DocumentNotFoundException.Attempt(former.address(), "does not have it any more")),
                    e.attempts());
        }
    }

    @Test
    void theRemoteChoosesNoPlaceOutsideTheFolder() throws Exception {
        String record = RECORD.replace("/srv/docs/rfc7.txt", "../../../../tmp/..");
        Script hostile = index().expect().answer(ok(record)).answer(ok("x"));
        try (ScriptedPeer bad = ScriptedPeer.start(hostile)) {
            assertEquals(folder.resolve("rfc7.txt"), fetch(bad));
        }
    }

    @Test
    void anExistingFileIsLeftAloneAndNamed() throws Exception {
        Files.writeString(folder.resolve("rfc7.txt"), "mine");
        try (ScriptedPeer holder = ScriptedPeer.start(holder("theirs"))) {
            StorageException e = assertThrows(StorageException.class, () -> fetch(holder));
            assertTrue(e.getMessage().contains("rfc7.txt exists already"), e.getMessage());
            assertEquals("mine", Files.readString(folder.resolve("rfc7.txt")));
        }
    }

    @Test
    void aPartThatACrashLeftBehindIsOverwritten() throws Exception {
        Files.writeString(folder.resolve("rfc7.txt.part"), "a much longer part than the document itself is");
        try (ScriptedPeer holder = ScriptedPeer.start(holder("theirs"))) {
            assertEquals("theirs", Files.readString(fetch(holder)));
            assertEquals(List.of("rfc7.txt"), files());
        }
    }

    @Test
    void theSameDocumentTwiceAtOnceIsOneTransfer() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Script slow = index().expect().await(go).answer(ok(RECORD)).answer(ok("once"));
        try (ScriptedPeer holder = ScriptedPeer.start(slow)) {
            peer.query(holder.address());
            Download first = peer.download(7);
            assertSame(first, peer.download(7));
            assertThrows(TimeoutException.class, () -> first.await(Duration.ofMillis(20)));
            go.countDown();
            assertEquals("once", Files.readString(first.await()));
            assertEquals(Download.State.DONE, first.state());
            assertEquals(4, first.progress().bytes());
        }
    }

    @Test
    void aCancelEndsTheConnectionAndLeavesNothing() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Script slow = index().expect()
                .answer(ok(RECORD))
                .raw(begun(ok("whole document"), 9))
                .await(never);
        try (ScriptedPeer holder = ScriptedPeer.start(slow)) {
            peer.query(holder.address());
            Download download = peer.download(7);
            CompletableFuture<Path> future = download.toFuture();
            while (download.progress().bytes() < 5 && !download.state().isFinal()) {
                Thread.onSpinWait();
            }
            assertTrue(future.cancel(true));
            assertFalse(download.cancel());
            assertThrows(CancellationException.class, download::await);
            assertEquals(Download.State.CANCELLED, download.state());
            peer.close();
            assertEquals(List.of(), files());
            never.countDown();
        }
    }

    @Test
    void nobodyToAskIsSaidSo() {
        DocumentNotFoundException e = assertThrows(
                DocumentNotFoundException.class, () -> peer.download(4711).await());
        assertEquals("document 4711 was not found: no other peer is active", e.getMessage());
    }

    @Test
    void aDocumentHeldHereNeedsNoDownload() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.txt"), "mine");
        peer.share(7, "Mine", mine);
        assertEquals(mine.toRealPath(), peer.download(7).await());
    }

    @Test
    void failuresReachTheFuture() {
        CompletableFuture<Path> future = peer.download(4711).toFuture();
        Throwable cause = assertThrows(ExecutionException.class, future::get).getCause();
        assertInstanceOf(DocumentNotFoundException.class, cause);
    }

    @Test
    void afterCloseNothingIsDownloaded() {
        peer.close();
        peer.close();
        assertThrows(IllegalStateException.class, () -> peer.download(7));
    }
}
