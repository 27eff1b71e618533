package io.github.p2pdi.impl.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore.Opened;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDocumentStoreTest {
    private static final Digest ABC = new Digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    @TempDir
    Path folder;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<FolderDocumentStore> opened = new ArrayList<>();

    @AfterEach
    void closeAll() {
        opened.forEach(FolderDocumentStore::close);
    }

    private FolderDocumentStore open() throws StorageException {
        FolderDocumentStore store = FolderDocumentStore.open(Optional.of(folder), Means.of(background::add, clock));
        opened.add(store);
        return store;
    }

    private void runBackground() {
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    /** What is known to have changed settles, and is hashed. */
    private void settle() {
        for (int seconds = 0; seconds < 4; seconds++) {
            clock.advance(Duration.ofSeconds(1));
            runBackground();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<String> names(FolderDocumentStore store) {
        return store.documents().stream().map(Document::name).toList();
    }

    private static String text(Opened opened) throws IOException {
        try (var content = opened.content()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
            while (bytes.hasRemaining() && content.read(bytes, bytes.position()) >= 0) {
                // until all is read
            }
            return new String(bytes.array(), US_ASCII);
        }
    }

    @Test
    void filesNamedLikeDocumentsAreDocuments() throws IOException {
        write("rfc20.txt", "abc");
        write("RFC3.md", "");
        write("readme.txt", "no document");
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/rfc9.txt"), "not looked at");
        assertEquals(
                List.of(
                        new Document(3, "RFC3.md", "RFC3.md", 0, Optional.empty()),
                        new Document(20, "rfc20.txt", "rfc20.txt", 3, Optional.empty())),
                open().documents());
    }

    @Test
    void titleIsTakenFromTheHead() throws IOException {
        write("rfc5.txt", """
                Network Working Group                                          A. Nobody
                Request for Comments: 5                                               OZ

                                          Broom Control

                   Text.
                """);
        assertEquals("Broom Control", open().documents().get(0).title());
    }

    @Test
    void oneFileIsChosenForANumber() throws IOException {
        write("rfc7.pdf", "%PDF");
        write("rfc7.txt", "abc");
        write("rfc007.txt", "abcd");
        FolderDocumentStore store = open();
        assertEquals(List.of("rfc007.txt"), names(store));
        assertEquals("abcd", text(store.open(7).orElseThrow()));
    }

    @Test
    void anotherFileOfTheNumberIsChosenWhereTheFirstCannotBeRead() throws IOException {
        Files.createDirectory(folder.resolve("rfc7.txt"));
        write("rfc7.pdf", "%PDF");
        assertEquals(List.of("rfc7.pdf"), names(open()));
    }

    @Test
    void numbersBeyondALongAreLeftOut() throws IOException {
        write("rfc9223372036854775807.txt", "abc");
        write("rfc9223372036854775808.txt", "abc");
        write("rfc" + "9".repeat(200) + ".txt", "abc");
        assertEquals(List.of("rfc9223372036854775807.txt"), names(open()));
    }

    @Test
    void linksFoldersAndPipesAreLeftOut() throws Exception {
        Path outside = Files.createTempFile("outside", ".txt");
        try {
            Files.createSymbolicLink(folder.resolve("rfc1.txt"), outside);
            Files.createSymbolicLink(folder.resolve("rfc2.txt"), folder.resolve("nowhere"));
            Files.createDirectory(folder.resolve("rfc3.txt"));
            assertEquals(
                    0,
                    new ProcessBuilder("mkfifo", folder.resolve("rfc4.txt").toString())
                            .start()
                            .waitFor());
            write("rfc5.txt", "abc");
            assertEquals(List.of("rfc5.txt"), names(open()));
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void folderMayBeReachedThroughALink() throws IOException {
        write("rfc5.txt", "abc");
        Path link = Files.createSymbolicLink(Files.createTempDirectory("links").resolve("rfcs"), folder);
        try (FolderDocumentStore store = FolderDocumentStore.open(Optional.of(link), Means.of(background::add))) {
            assertEquals("abc", text(store.open(5).orElseThrow()));
        } finally {
            Files.delete(link);
            Files.delete(link.getParent());
        }
    }

    @Test
    void missingFolderIsOneSentenceThatSaysWhatToDo() {
        Path missing = folder.resolve("missing");
        StorageException failure = assertThrows(
                StorageException.class,
                () -> FolderDocumentStore.open(Optional.of(missing), Means.of(background::add)));
        assertEquals(
                "the shared folder " + missing + " does not exist: create it, or share another", failure.getMessage());
        assertEquals(missing, failure.path());
    }

    @Test
    void fileIsNoFolder() throws IOException {
        Path file = write("rfc1.txt", "abc");
        StorageException failure = assertThrows(
                StorageException.class, () -> FolderDocumentStore.open(Optional.of(file), Means.of(background::add)));
        assertEquals(
                "the shared folder " + file + " is a file: share the folder that it is in, or another",
                failure.getMessage());
    }

    @Test
    void withoutFolderThereAreTheFilesAdded() throws IOException {
        try (FolderDocumentStore store = FolderDocumentStore.open(Optional.empty(), Means.of(background::add))) {
            assertEquals(List.of(), store.documents());
            assertEquals(
                    new Document(0, "Notes", "notes.md", 3, Optional.empty()),
                    store.add(0, "Notes", write("notes.md", "abc")));
            assertEquals(List.of("notes.md"), names(store));
            assertEquals("abc", text(store.open(0).orElseThrow()));
        }
    }

    @Test
    void addedFileReplacesTheOneOfItsNumber() throws IOException {
        write("rfc7.txt", "abc");
        FolderDocumentStore store = open();
        runBackground();
        store.add(7, "Better", write("better", "better"));
        assertEquals(List.of(new Document(7, "Better", "better", 6, Optional.empty())), store.documents());
        runBackground();
        assertTrue(store.documents().get(0).sha256().isPresent());
    }

    @Test
    void addedLinkMeansTheFileItLeadsTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), write("target", "abc"));
        FolderDocumentStore store = open();
        assertEquals("link.txt", store.add(1, "Linked", link).name());
        assertEquals("abc", text(store.open(1).orElseThrow()));
    }

    @Test
    void addingWhatIsNoFileSaysWhy() throws IOException {
        FolderDocumentStore store = open();
        Path missing = folder.resolve("missing");
        StorageException failure = assertThrows(StorageException.class, () -> store.add(7, "Title", missing));
        assertEquals(missing + " cannot be shared as document 7: it does not exist", failure.getMessage());
        StorageException other = assertThrows(StorageException.class, () -> store.add(7, "Title", folder));
        assertEquals(
                folder + " cannot be shared as document 7: it is a folder, not a regular file", other.getMessage());
        assertThrows(IllegalArgumentException.class, () -> store.add(-1, "Title", missing));
    }

    @Test
    void digestsTurnUpInTheBackground() throws IOException {
        write("rfc1.txt", "abc");
        write("rfc2.txt", "abc");
        FolderDocumentStore store = open();
        List<Long> known = new ArrayList<>();
        store.onChange(() -> known.add(store.documents().stream()
                .filter(document -> document.sha256().isPresent())
                .count()));
        assertEquals(1, background.size());
        runBackground();
        assertEquals(Optional.of(ABC), store.documents().get(0).sha256());
        assertEquals(Optional.of(ABC), store.open(2).orElseThrow().document().sha256());
        assertEquals(List.of(2L), known);
        assertEquals(0, background.size());
    }

    @Test
    void unknownNumberOpensNothing() throws IOException {
        FolderDocumentStore store = open();
        assertEquals(Optional.empty(), store.open(1));
        assertEquals(Optional.empty(), store.open(-1));
    }

    @Test
    void fileThatChangedIsNotOfferedUntilItHasSettled() throws IOException {
        Path file = write("rfc1.txt", "something else");
        FolderDocumentStore store = open();
        runBackground();
        Files.writeString(file, "abc");
        assertEquals(Optional.empty(), store.open(1));
        assertEquals(List.of(), store.documents());
        settle();
        assertEquals(List.of(new Document(1, "rfc1.txt", "rfc1.txt", 3, Optional.of(ABC))), store.documents());
        assertEquals("abc", text(store.open(1).orElseThrow()));
    }

    @Test
    void sameSizeAtAnotherTimeIsAChange() throws IOException {
        Path file = write("rfc1.txt", "abd");
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        FolderDocumentStore store = open();
        runBackground();
        Files.writeString(file, "abc");
        assertEquals(Optional.empty(), store.manifest(1));
        settle();
        assertEquals(Optional.of(ABC), store.documents().get(0).sha256());
    }

    @Test
    void fileThatChangedBeforeItWasHashedIsHashedAsItIs() throws IOException {
        Path file = write("rfc1.txt", "something else");
        FolderDocumentStore store = open();
        Files.writeString(file, "abc");
        runBackground();
        assertEquals(List.of(), store.documents());
        settle();
        assertEquals(List.of(new Document(1, "rfc1.txt", "rfc1.txt", 3, Optional.of(ABC))), store.documents());
    }

    @Test
    void aFileWithoutFolderIsOfferedAgainWithTheTitleThatItWasGiven() throws IOException {
        Path file = write("notes.md", "something else");
        try (FolderDocumentStore store = FolderDocumentStore.open(Optional.empty(), Means.of(background::add, clock))) {
            store.add(1, "Notes", file);
            runBackground();
            Files.writeString(file, "abc");
            assertEquals(Optional.empty(), store.open(1));
            settle();
            assertEquals(List.of(new Document(1, "Notes", "notes.md", 3, Optional.of(ABC))), store.documents());
        }
    }

    @Test
    void fileThatIsGoneIsNoDocumentAnyMore() throws IOException {
        Path file = write("rfc1.txt", "abc");
        FolderDocumentStore store = open();
        runBackground();
        List<String> told = new ArrayList<>();
        store.onChange(() -> told.add("changed"));
        Files.delete(file);
        assertEquals(Optional.empty(), store.open(1));
        assertEquals(List.of(), store.documents());
        runBackground();
        assertEquals(List.of("changed"), told);
    }

    @Test
    void fileThatWentBeforeItWasHashedIsNoDocumentAnyMore() throws IOException {
        Path file = write("rfc1.txt", "abc");
        FolderDocumentStore store = open();
        Files.delete(file);
        runBackground();
        assertEquals(List.of(), store.documents());
    }

    @Test
    void fileThatBecameALinkIsNotFollowed() throws IOException {
        Path file = write("rfc1.txt", "abc");
        Path secret = write("secret", "secret");
        FolderDocumentStore store = open();
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        assertEquals(Optional.empty(), store.open(1));
        assertEquals(List.of(), store.documents());
    }

    @Test
    void fileThatBecameAFolderIsNotOpened() throws IOException {
        Path file = write("rfc1.txt", "abc");
        FolderDocumentStore store = open();
        Files.delete(file);
        Files.createDirectory(file);
        assertEquals(Optional.empty(), store.open(1));
    }

    @Test
    void twoReadersOfADocumentDoNotDisturbEachOther() throws IOException {
        write("rfc1.txt", "abc");
        FolderDocumentStore store = open();
        Opened first = store.open(1).orElseThrow();
        Opened second = store.open(1).orElseThrow();
        first.content().close();
        assertEquals("abc", text(second));
    }

    /** There may be too many open files for a moment. */
    @Test
    void whatCannotBeOpenedForNowIsADocumentStill() throws IOException {
        write("rfc1.txt", "abc");
        AtomicBoolean poor = new AtomicBoolean(true);
        FolderDocumentStore.Opener opener = (file, stamp) -> {
            if (poor.getAndSet(false)) {
                throw new FileSystemException(file.toString(), null, "Too many open files");
            }
            return FileContent.open(file, stamp);
        };
        try (FolderDocumentStore store =
                FolderDocumentStore.open(Optional.of(folder), Means.of(background::add, clock), opener)) {
            assertThrows(UncheckedIOException.class, () -> store.open(1));
            assertEquals(List.of("rfc1.txt"), names(store));
            assertEquals("abc", text(store.open(1).orElseThrow()));
        }
    }

    @Test
    void whatIsGoneWhenItIsOpenedIsNoDocumentAnyMore() throws IOException {
        write("rfc1.txt", "abc");
        FolderDocumentStore.Opener opener = (file, stamp) -> {
            throw new NoSuchFileException(file.toString());
        };
        try (FolderDocumentStore store =
                FolderDocumentStore.open(Optional.of(folder), Means.of(background::add, clock), opener)) {
            assertEquals(Optional.empty(), store.open(1));
            assertEquals(List.of(), names(store));
        }
    }
}
