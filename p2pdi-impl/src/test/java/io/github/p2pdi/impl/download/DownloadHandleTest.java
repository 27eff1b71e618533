package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a caller sees of his downloads. */
class DownloadHandleTest extends Downloading {
    private static final byte[] LARGE = bytes(24 * CHUNK);
    private static final int ONE_BY_ONE = 50;

    @Test
    void aListenerSeesTheStatesInOrderAndProgressBetween() throws Exception {
        HolderDouble holder = holder(LARGE);
        holder.gate = new CountDownLatch(1);
        learn();
        BlockingQueue<Download.State> seen = new LinkedBlockingQueue<>();
        Download download = peer.download(7);
        download.addListener(told -> seen.add(told.state()));
        Download.State first = seen.poll(10, TimeUnit.SECONDS);
        assertTrue(first == Download.State.WAITING || first == Download.State.RUNNING);
        while (first != Download.State.RUNNING) {
            first = seen.poll(10, TimeUnit.SECONDS);
        }
        assertEquals(Download.State.RUNNING, seen.poll(10, TimeUnit.SECONDS));
        holder.gate.countDown();
        download.await();
        Download.State last = seen.poll(10, TimeUnit.SECONDS);
        while (last == Download.State.RUNNING) {
            last = seen.poll(10, TimeUnit.SECONDS);
        }
        assertEquals(Download.State.DONE, last);
    }

    /** Each is begun when the one before has been waited for. */
    @Test
    void thePeersListenerSeesTheEndOfOneBeforeTheBeginningOfTheNext() throws Exception {
        holder(bytes(10));
        BlockingQueue<Download> seen = new LinkedBlockingQueue<>();
        PeerListener listener = new PeerListener() {
            @Override
            public void downloadChanged(Download download) {
                seen.add(download);
            }
        };
        try (PeerNode told =
                P2PDI.startPeer(config(Duration.ofSeconds(2)).listener(listener).build())) {
            told.query(holders.get(0).address());
            List<Download> runAndEnded = new ArrayList<>();
            for (int i = 0; i < ONE_BY_ONE; i++) {
                Download download = told.download(7, named("d" + i));
                download.await();
                runAndEnded.addAll(List.of(download, download));
            }
            List<Download> events = new ArrayList<>();
            while (events.size() < runAndEnded.size()) {
                Download next = seen.poll(10, TimeUnit.SECONDS);
                assertNotNull(next, () -> events.size() + " events");
                events.add(next);
            }
            assertEquals(runAndEnded, events);
        }
    }

    /** More of them than run at once. */
    @Test
    void whatDependsOnAFutureMayWaitForAnotherDownload() throws Exception {
        holder(LARGE);
        learn();
        List<CompletableFuture<Path>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "b" + i;
            all.add(peer.download(7, named("a" + i)).toFuture().thenApply(first -> {
                try {
                    return peer.download(7, named(name)).await(Duration.ofSeconds(40));
                } catch (Exception e) {
                    throw new CompletionException(e);
                }
            }));
        }
        for (int i = 0; i < all.size(); i++) {
            assertEquals(folder.resolve("b" + i), all.get(i).get(60, TimeUnit.SECONDS));
        }
    }

    private static DownloadOptions named(String name) {
        return DownloadOptions.builder().name(name).build();
    }

    @Test
    void whatAFutureTellsAfterwardsIsKnownAtOnce() throws Exception {
        holder(LARGE);
        learn();
        Download download = peer.download(7);
        Path file = download.await();
        assertEquals(Optional.of(file), Optional.ofNullable(download.toFuture().getNow(null)));
    }

    @Test
    void aStoreThatThrowsFailsADownloadAndSaysWhy() throws Exception {
        DocumentStore broken = mock(DocumentStore.class);
        when(broken.onChange(any())).thenReturn(() -> {});
        when(broken.file(7)).thenThrow(new IllegalStateException("a store of the test's"));
        try (PeerNode odd =
                P2PDI.startPeer(config(Duration.ofSeconds(2)).store(broken).build())) {
            Download download = odd.download(7);
            StorageException e = assertThrows(StorageException.class, download::await);
            assertTrue(String.valueOf(e.getMessage()).contains("a store of the test's"), e.getMessage());
            assertEquals(Download.State.FAILED, download.state());
        }
    }

    @Test
    void listenersThatThrowOrBlockHarmNobody() throws Exception {
        holder(LARGE);
        learn();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        Download download = peer.download(7);
        download.addListener(any -> {
            throw new IllegalStateException("a listener of the test's");
        });
        download.addListener(any -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        download.addListener(any -> {
            if (any.state() == Download.State.DONE) {
                told.countDown();
            }
        });
        assertHad(LARGE, download.await());
        assertTrue(told.await(10, TimeUnit.SECONDS));
        never.countDown();
    }

    @Test
    void progressSaysWhatComesFromWhom() throws Exception {
        HolderDouble holder = holder(LARGE);
        holder.stallAfter = 4L * CHUNK;
        learn();
        Download download = peer.download(7);
        while (download.progress().verified() < 3L * CHUNK) {
            Thread.onSpinWait();
        }
        Download.Progress now = download.progress();
        assertEquals(OptionalLong.of(LARGE.length), now.total());
        assertTrue(now.bytes() >= now.verified() && now.bytes() < LARGE.length, now::toString);
        assertEquals(Map.of(holder.address(), now.holders().get(holder.address())), now.holders());
        assertEquals(Optional.of(folder.resolve("rfc7.bin")), download.file());
        assertEquals(Download.Verification.NONE, download.verification());
        download.cancel();
    }

    @Test
    void timeLeftIsWhatIsMissingByTheRate() {
        Download.Progress half = new Download.Progress(500, 0, 0, OptionalLong.of(1500), 250, Map.of());
        assertEquals(Optional.of(Duration.ofSeconds(4)), half.timeLeft());
        assertEquals(Optional.empty(), new Download.Progress(5, 0, 0, OptionalLong.of(9), 0, Map.of()).timeLeft());
        assertEquals(Optional.empty(), new Download.Progress(5, 0, 0, OptionalLong.empty(), 3, Map.of()).timeLeft());
    }

    @Test
    void aCancelEndsWhateverItWaitsFor() throws Exception {
        HolderDouble silent = holder(LARGE);
        silent.onRequest = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        learn();
        Download download = peer.download(7);
        while (silent.asked() == 0) {
            Thread.onSpinWait();
        }
        long begun = System.nanoTime();
        assertTrue(download.cancel());
        assertThrows(CancellationException.class, download::await);
        peer.close();
        assertTrue(System.nanoTime() - begun < Duration.ofSeconds(10).toNanos());
        assertFalse(Files.exists(folder.resolve("rfc7.bin")));
    }

    @Test
    void otherOptionsAreAnotherDownload() throws Exception {
        HolderDouble holder = holder(LARGE);
        holder.gate = new CountDownLatch(1);
        learn();
        Download one = peer.download(7);
        Download elsewhere =
                peer.download(7, DownloadOptions.builder().name("other.bin").build());
        assertSame(one, peer.download(7, DownloadOptions.builder().build()));
        assertNotSame(one, elsewhere);
        holder.gate.countDown();
        assertEquals(folder.resolve("rfc7.bin"), one.await());
        assertEquals(folder.resolve("other.bin"), elsewhere.await());
    }

    @Test
    void theRateIsKept() throws Exception {
        holder(bytes(40_000));
        learn();
        long begun = System.nanoTime();
        DownloadOptions slow = DownloadOptions.builder().maxRate(40_000).build();
        assertHad(bytes(40_000), peer.download(7, slow).await());
        assertTrue(System.nanoTime() - begun > Duration.ofMillis(800).toNanos());
    }

    @Test
    void theRateOfAllCanBeChangedWhileTheyRun() throws Exception {
        holder(LARGE);
        learn();
        peer.maxDownloadRate(OptionalLong.of(1));
        Download download = peer.download(7);
        while (download.progress().holders().isEmpty()) {
            Thread.onSpinWait();
        }
        peer.maxDownloadRate(OptionalLong.empty());
        assertHad(LARGE, download.await());
        assertThrows(IllegalArgumentException.class, () -> peer.maxDownloadRate(OptionalLong.of(0)));
    }

    @Test
    void manyDocumentsAreHadInOneCallOverFewConnections() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        for (int i = 0; i < 300; i++) {
            Files.write(shared.resolve("rfc" + i + ".txt"), bytes(1000 + i));
        }
        PeerConfig config = PeerConfig.builder().share(shared).build();
        try (PeerNode sharing = P2PDI.startPeer(config)) {
            peer.query(sharing.address());
            List<Download> all = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                all.add(peer.download(i));
            }
            for (int i = 0; i < 300; i++) {
                assertEquals(1000 + i, Files.size(all.get(i).await()));
            }
        }
    }

    @Test
    void noMoreThanFiveRunAtOnceAndTheOthersWaitInOrder() throws Exception {
        List<HolderDouble> each = new ArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        for (int number = 0; number < 8; number++) {
            HolderDouble holder = new HolderDouble(number, bytes(100 + number));
            holder.gate = gate;
            holders.add(holder);
            each.add(holder);
        }
        learn();
        List<Download> all = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            all.add(peer.download(
                    number, DownloadOptions.builder().name("d" + number).build()));
        }
        while (each.subList(0, 5).stream().anyMatch(holder -> holder.asked() == 0)) {
            Thread.onSpinWait();
        }
        assertEquals(
                List.of(Download.State.WAITING, Download.State.WAITING, Download.State.WAITING),
                all.subList(5, 8).stream().map(Download::state).toList());
        gate.countDown();
        for (Download download : all) {
            download.await();
        }
    }

    @Test
    void whatHasEndedIsNotGivenOutAgain() {
        for (int i = 0; i < 300; i++) {
            Download failed = peer.download(5);
            assertThrows(DocumentNotFoundException.class, failed::await);
            Download next = peer.download(5);
            assertNotSame(failed, next);
            assertThrows(DocumentNotFoundException.class, next::await);
        }
    }
}
