package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.node.Document;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files of a shared folder while it is shared: without a watch, by looking at it now and then. */
class LiveFolderTest {
    private static final Duration RESCAN = FolderPace.USUAL.rescan();
    private static final Duration SETTLE = FolderPace.USUAL.settle();

    @TempDir
    Path parent;

    private final Queue<Runnable> background = new ArrayDeque<>();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private Path folder;
    private FolderDocumentStore store;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(parent.resolve("shared"));
        reopen();
    }

    private void reopen() throws IOException {
        store = FolderDocumentStore.open(Optional.of(folder), Means.of(background::add, clock));
    }

    @AfterEach
    void close() {
        store.close();
        assertEquals(0, clock.pendingTasks());
    }

    private void pass(Duration time) {
        clock.advance(time);
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> names() {
        return store.documents().stream().map(Document::name).toList();
    }

    @Test
    void aFileThatAppearsIsOfferedWhenItHasSettledAndHashedThen() throws IOException {
        List<Integer> told = new ArrayList<>();
        store.onChange(() -> told.add(store.documents().size()));
        write("rfc1.txt", "abc");
        pass(RESCAN);
        assertEquals(List.of(), names());
        pass(SETTLE.minusNanos(1));
        assertEquals(List.of(), names());
        pass(Duration.ofNanos(1));
        assertEquals(List.of("rfc1.txt"), names());
        assertTrue(store.documents().get(0).sha256().isPresent());
        // Once when it appears, and once when its digest is known.
        assertEquals(List.of(1, 1), told);
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotOffered() throws IOException {
        Path file = write("rfc1.txt", "");
        pass(RESCAN);
        for (int i = 0; i < 20; i++) {
            Files.writeString(file, "more\n", StandardOpenOption.APPEND);
            pass(SETTLE.minusNanos(1));
            assertEquals(List.of(), names());
        }
        pass(SETTLE);
        assertEquals(100, store.documents().get(0).size());
    }

    @Test
    void aFileThatChangesGetsANewTitleAndSize() throws IOException {
        write("rfc1.txt", "abc");
        reopenSettled();
        write("rfc1.txt", """
                Network Working Group                                          A. Nobody
                Request for Comments: 5                                               OZ

                                          Broom Control

                   Text.
                """);
        pass(RESCAN);
        assertEquals(List.of(), names());
        pass(SETTLE);
        Document now = store.documents().get(0);
        assertEquals("Broom Control", now.title());
        assertEquals(Files.size(folder.resolve("rfc1.txt")), now.size());
        assertTrue(now.sha256().isPresent());
    }

    private void reopenSettled() throws IOException {
        store.close();
        reopen();
        pass(Duration.ZERO);
    }

    @Test
    void aFileThatIsReplacedByAnotherOfTheSameSizeAndTimeIsAChange() throws IOException {
        Path file = write("rfc1.txt", "abd");
        reopenSettled();
        var sha256 = store.documents().get(0).sha256();
        Path other = Files.writeString(parent.resolve("other"), "abc");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        pass(RESCAN);
        pass(SETTLE);
        assertTrue(store.documents().get(0).sha256().isPresent());
        assertTrue(!store.documents().get(0).sha256().equals(sha256));
    }

    @Test
    void aFileThatVanishesIsWithdrawn() throws IOException {
        Path file = write("rfc1.txt", "abc");
        reopenSettled();
        List<Integer> told = new ArrayList<>();
        store.onChange(() -> told.add(store.documents().size()));
        Files.delete(file);
        pass(RESCAN);
        assertEquals(List.of(), names());
        assertEquals(List.of(0), told);
    }

    @Test
    void nothingIsToldWhereNothingChanges() throws IOException {
        write("rfc1.txt", "abc");
        reopenSettled();
        store.onChange(() -> {
            throw new AssertionError("nothing has changed");
        });
        for (int i = 0; i < 10; i++) {
            pass(RESCAN);
        }
        assertEquals(List.of("rfc1.txt"), names());
        assertEquals(1, clock.pendingTasks());
    }

    @Test
    void theBestFileOfANumberIsOfferedAsFilesComeAndGo() throws IOException {
        write("rfc7.pdf", "%PDF");
        reopenSettled();
        write("rfc7.txt", "abc");
        pass(RESCAN);
        assertEquals(List.of("rfc7.pdf"), names());
        pass(SETTLE);
        assertEquals(List.of("rfc7.txt"), names());
        Files.delete(folder.resolve("rfc7.txt"));
        pass(RESCAN);
        assertEquals(List.of("rfc7.pdf"), names());
    }

    @Test
    void aFileThatWasGivenGoesBeforeThoseOfTheFolderAsLongAsItIsThere() throws IOException {
        write("rfc7.txt", "abc");
        reopenSettled();
        Path given = Files.writeString(parent.resolve("given"), "given");
        store.add(7, "Given", given);
        pass(RESCAN);
        assertEquals(List.of("given"), names());
        Files.delete(given);
        pass(RESCAN);
        assertEquals(List.of("rfc7.txt"), names());
        Files.writeString(given, "given again");
        pass(RESCAN);
        pass(SETTLE);
        assertEquals(List.of("given"), names());
        assertEquals("Given", store.documents().get(0).title());
    }

    @Test
    void aFileThatWasGivenIsBackWhereNobodyKnowsWhatHasHappenedToIt() throws IOException {
        Path given = Files.writeString(parent.resolve("given"), "given");
        store.add(7, "Given", given);
        Path away = Files.move(given, parent.resolve("away"));
        assertEquals(Optional.empty(), store.open(7));
        Files.move(away, given);
        store.hear(Set.of());
        pass(Duration.ofSeconds(6));
        assertEquals(List.of("given"), names());
    }

    @Test
    void aFolderThatVanishesAndComesBackIsOfferedAgain() throws IOException {
        write("rfc1.txt", "abc");
        reopenSettled();
        Path away = Files.move(folder, parent.resolve("away"));
        pass(RESCAN);
        assertEquals(List.of(), names());
        pass(RESCAN);
        Files.move(away, folder);
        pass(RESCAN);
        pass(SETTLE);
        assertEquals(List.of("rfc1.txt"), names());
    }

    @Test
    void aFolderThatBecomesALinkIsNotFollowed() throws IOException {
        write("rfc1.txt", "abc");
        reopenSettled();
        Path away = Files.move(folder, parent.resolve("away"));
        Files.createSymbolicLink(folder, away);
        pass(RESCAN);
        pass(SETTLE);
        assertEquals(List.of(), names());
    }

    @Test
    void aFolderThatHasBecomeALinkIsNotFollowedForSomeOfItsFiles() throws IOException {
        write("rfc1.txt", "abc");
        reopenSettled();
        Files.move(folder, parent.resolve("away"));
        Path other = Files.createDirectory(parent.resolve("other"));
        Files.writeString(other.resolve("rfc1.txt"), "secret");
        Files.createSymbolicLink(folder, other);
        assertEquals(Optional.empty(), store.open(1));
        pass(Duration.ofMillis(50));
        pass(SETTLE);
        assertEquals(List.of(), names());
    }

    @Test
    void linksFoldersAndOddNamesAreLeftOutUntilTheyAreFiles() throws IOException {
        Path secret = Files.writeString(parent.resolve("secret"), "secret");
        Path link = Files.createSymbolicLink(folder.resolve("rfc1.txt"), secret);
        Files.createDirectory(folder.resolve("rfc2.txt"));
        write("rfc3.t\nt", "odd");
        write("rfc4.txt.part", "half");
        pass(RESCAN);
        pass(SETTLE);
        assertEquals(List.of(), names());
        Files.delete(link);
        write("rfc1.txt", "abc");
        pass(RESCAN);
        pass(SETTLE);
        assertEquals(List.of("rfc1.txt"), names());
    }

    @Test
    void textThatIsNotUtf8HasATitleAllTheSame() throws IOException {
        Files.write(folder.resolve("rfc1.txt"), """
                Network Working Group                                          A. Nobody
                Request for Comments: 5                                               OZ

                                          Caf\u00e9 Control

                   Text.
                """.getBytes(StandardCharsets.ISO_8859_1));
        pass(RESCAN);
        pass(SETTLE);
        assertEquals("Caf\u00e9 Control", store.documents().get(0).title());
    }

    @Test
    void nothingIsOfferedAfterTheClose() throws IOException {
        write("rfc1.txt", "abc");
        pass(RESCAN);
        clock.advance(SETTLE);
        store.close();
        pass(Duration.ZERO);
        assertEquals(List.of(), names());
    }
}
