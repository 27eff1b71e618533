package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.node.DocumentStore.Opened;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDocumentStoreClosedTest {
    @TempDir
    Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private Path file;

    @BeforeEach
    void writeADocument() throws IOException {
        file = Files.writeString(folder.resolve("rfc1.txt"), "abc");
    }

    private FolderDocumentStore closed() throws StorageException {
        FolderDocumentStore store = FolderDocumentStore.open(Optional.of(folder), Means.of(background::add));
        store.close();
        return store;
    }

    @Test
    void secondCloseIsQuiet() throws IOException {
        closed().close();
    }

    @Test
    void nothingIsThereAndNothingOpens() throws IOException {
        FolderDocumentStore store = closed();
        assertEquals(List.of(), store.documents());
        assertEquals(Optional.empty(), store.open(1));
    }

    @Test
    void nothingCanBeAdded() throws IOException {
        FolderDocumentStore store = closed();
        StorageException failure = assertThrows(StorageException.class, () -> store.add(2, "Title", file));
        assertEquals(file + " cannot be shared as document 2: the store is closed", failure.getMessage());
    }

    @Test
    void nobodyIsToldAnythingAndNothingIsHashed() throws IOException {
        FolderDocumentStore store = FolderDocumentStore.open(Optional.of(folder), Means.of(background::add));
        List<String> told = new ArrayList<>();
        store.onChange(() -> told.add("changed"));
        store.close();
        background.forEach(Runnable::run);
        assertEquals(List.of(), told);
    }

    @Test
    void whatWasOpenedBeforeBelongsToItsReader() throws IOException {
        FolderDocumentStore store = FolderDocumentStore.open(Optional.of(folder), Means.of(background::add));
        Opened opened = store.open(1).orElseThrow();
        store.close();
        try (var content = opened.content()) {
            assertEquals(3, content.read(ByteBuffer.allocate(10), 0));
        }
    }

    /** A file with holes for 256 GiB would keep the task busy for minutes. */
    @Test
    void backgroundTaskEnds() throws Exception {
        try (RandomAccessFile holes = new RandomAccessFile(file.toFile(), "rw")) {
            holes.setLength(1L << 38);
        }
        ExecutorService executor = Executors.newSingleThreadExecutor();
        FolderDocumentStore store = FolderDocumentStore.open(Optional.of(folder), Means.of(executor));
        while (!store.isReading()) {
            Thread.onSpinWait();
        }
        store.close();
        executor.shutdown();
        assertTrue(executor.awaitTermination(30, TimeUnit.SECONDS));
    }

    /** Whoever watches a folder is told in the order in which they began. */
    @Test
    void oneThatCouldNotBeginListensToItsFolderNoMore() throws Exception {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        try (FolderWatch watch = new FolderWatch()) {
            FolderMeans means = new FolderMeans(
                    clock,
                    task -> {
                        throw new IllegalStateException("as meant by the test");
                    },
                    Optional.of(watch),
                    FolderPace.USUAL,
                    Optional.empty());
            assertThrows(IllegalStateException.class, () -> FolderDocumentStore.open(Optional.of(folder), means));
            CountDownLatch heard = new CountDownLatch(1);
            assertTrue(watch.watch(folder, files -> heard.countDown()).isPresent());
            Files.createFile(folder.resolve("rfc2.txt"));
            assertTrue(heard.await(30, TimeUnit.SECONDS));
            assertEquals(0, clock.pendingTasks());
        }
    }
}
