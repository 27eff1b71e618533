package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.node.Document;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a shared folder that nobody can look at for a moment, as where it is on another machine. */
class PassingFailureTest {
    @TempDir
    Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final AtomicReference<Optional<IOException>> failure = new AtomicReference<>(Optional.empty());
    private FolderDocumentStore store;

    @BeforeEach
    void share() throws IOException {
        Files.writeString(folder.resolve("rfc1.txt"), "abc");
        store = FolderDocumentStore.open(Optional.of(folder), Means.of(background::add), new FailingOnce());
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private final class FailingOnce implements FolderDocumentStore.Opener {
        @Override
        public FileStamp stamp(Path file) throws IOException {
            Optional<IOException> thrown = failure.getAndSet(Optional.empty());
            if (thrown.isPresent()) {
                throw thrown.get();
            }
            return FileStamp.of(file);
        }

        @Override
        public Content open(Path file, FileStamp stamp) throws IOException {
            return FileContent.open(file, stamp);
        }
    }

    private void fail() {
        failure.set(Optional.of(new FileSystemException("rfc1.txt", null, "Stale file handle")));
    }

    private void assertFailsForNow(Consumer<FolderDocumentStore> use) {
        fail();
        assertThrows(UncheckedIOException.class, () -> use.accept(store));
        assertEquals(
                List.of(1L), store.documents().stream().map(Document::number).toList());
    }

    @Test
    void whatCannotBeLookedAtForNowIsADocumentStill() throws IOException {
        assertFailsForNow(of -> of.open(1));
        store.open(1).orElseThrow().content().close();
        assertFailsForNow(of -> of.manifest(1));
        assertEquals(3, store.manifest(1).orElseThrow().size());
    }

    @Test
    void whereItsFileIsNobodyKnowsForNow() {
        fail();
        assertEquals(Optional.empty(), store.file(1));
        assertTrue(store.file(1).isPresent());
    }

    @Test
    void whatNobodyMayLookAtIsNoDocumentAnyMore() {
        failure.set(Optional.of(new AccessDeniedException("rfc1.txt")));
        assertEquals(Optional.empty(), store.open(1));
        assertEquals(List.of(), store.documents());
    }
}
