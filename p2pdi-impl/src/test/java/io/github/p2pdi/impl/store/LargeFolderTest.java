package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of many files is ready soon, and looking at it again costs little. */
class LargeFolderTest {
    private static final int FILES = Integer.getInteger("p2pdi.files", 100_000);

    @TempDir
    Path parent;

    @Test
    @Tag("figure")
    @Timeout(600)
    void startAndLook() throws IOException {
        Path folder = Files.createDirectory(parent.resolve("shared"));
        Path empty = Files.createDirectory(parent.resolve("empty"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve("rfc" + i + ".txt"), "Document " + i + "\n\ntext\n");
        }
        long none = opened(empty, 0);
        long all = opened(folder, FILES);
        Figure.atMost("start-with-" + FILES + "-files-beyond-an-empty-folder", (all - none) / 1e9, 6, "s")
                .show();
        Shelf shelf = new Shelf();
        LiveFolder live = new LiveFolder(
                Optional.of(folder),
                shelf,
                new DocumentReader(Optional.empty()),
                new ManualClock(Instant.EPOCH),
                FolderPace.USUAL.settle());
        live.begin();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            assertEquals(Set.of(), live.look(Set.of(), true).changed());
            best = Math.min(best, System.nanoTime() - began);
        }
        Figure.atMost("look-at-" + FILES + "-unchanged-files", best / 1e9, 1, "s")
                .show();
    }

    private static long opened(Path folder, int documents) throws IOException {
        long began = System.nanoTime();
        try (FolderDocumentStore store = FolderDocumentStore.open(Optional.of(folder), Means.of(task -> {}))) {
            assertEquals(documents, store.documents().size());
        }
        return System.nanoTime() - began;
    }
}
