package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestCacheTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Digest OTHER = new Digest("ab".repeat(32));

    @TempDir
    Path parent;

    private final ManualClock clock = new ManualClock(NOW);
    private final Queue<Runnable> background = new ArrayDeque<>();
    private Path shared;
    private StateFolder state;

    @BeforeEach
    void open() throws IOException {
        shared = Files.createDirectory(parent.resolve("shared"));
        state = StateFolder.open(parent.resolve("state"));
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Path write(String name, String text, Instant modified) throws IOException {
        Path file = Files.writeString(shared.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
        return file;
    }

    private FolderDocumentStore store() throws IOException {
        return FolderDocumentStore.open(
                Optional.of(shared),
                new FolderMeans(
                        clock,
                        background::add,
                        Optional.empty(),
                        FolderPace.USUAL,
                        Optional.of(DigestCache.open(state, clock))));
    }

    private void runBackground() {
        for (Runnable task = background.poll(); task != null; task = background.poll()) {
            task.run();
        }
    }

    /** What a store knows before it has hashed anything, after another has hashed all. */
    private List<Optional<Digest>> known() throws IOException {
        try (FolderDocumentStore store = store()) {
            runBackground();
        }
        return knownAtOnce();
    }

    private List<Optional<Digest>> knownAtOnce() throws IOException {
        background.clear();
        try (FolderDocumentStore store = store()) {
            return store.documents().stream().map(Document::sha256).toList();
        }
    }

    private StoredFile file(String name, Instant modified) {
        FileStamp stamp = new FileStamp(3, FileTime.from(modified), Optional.empty());
        return StoredFile.of(1, "Title", name, shared.resolve(name), stamp);
    }

    @Test
    void digestsAreKnownAtOnceAfterARestart() throws IOException {
        write("rfc1.txt", "abc", NOW.minusSeconds(100));
        write("rfc2.txt", "", NOW.minusSeconds(100));
        assertTrue(known().stream().allMatch(Optional::isPresent));
        assertEquals(0, background.size());
    }

    @Test
    void aDocumentOfOneChunkHasItsManifestAtOnceToo() throws IOException {
        write("rfc1.txt", "abc", NOW.minusSeconds(100));
        known();
        try (FolderDocumentStore store = store()) {
            assertEquals(1, store.manifest(1).orElseThrow().chunks());
        }
    }

    @Test
    void aFileOfAnotherSizeOrTimeIsHashedAgain() throws IOException {
        write("rfc1.txt", "abc", NOW.minusSeconds(100));
        write("rfc2.txt", "abc", NOW.minusSeconds(100));
        known();
        write("rfc1.txt", "abcd", NOW.minusSeconds(100));
        write("rfc2.txt", "abd", NOW.minusSeconds(99));
        assertEquals(List.of(Optional.empty(), Optional.empty()), knownAtOnce());
    }

    @Test
    void aFileThatWasWrittenJustBeforeItWasHashedIsNotKept() throws IOException {
        write("rfc1.txt", "abc", NOW.minusMillis(1_999));
        write("rfc2.txt", "abc", NOW.plusSeconds(1));
        write("rfc3.txt", "abc", NOW.minusSeconds(2));
        assertEquals(
                List.of(false, false, true),
                known().stream().map(Optional::isPresent).toList());
    }

    @Test
    void whatTheCacheSaysIsNotTheLastWord() throws IOException {
        Path file = Files.write(shared.resolve("rfc1.txt"), new byte[1 << 20]);
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(100)));
        FileStamp stamp = FileStamp.of(file);
        DigestCache cache = DigestCache.open(state, clock);
        cache.put(StoredFile.of(1, "Title", "rfc1.txt", file.toRealPath(), stamp), NOW, OTHER);
        cache.save();
        try (FolderDocumentStore store = store()) {
            assertEquals(Optional.of(OTHER), store.documents().get(0).sha256());
            assertEquals(Optional.empty(), store.manifest(1));
            runBackground();
            assertFalse(store.documents().get(0).sha256().equals(Optional.of(OTHER)));
            assertEquals(
                    store.documents().get(0).sha256().orElseThrow(),
                    store.manifest(1).orElseThrow().sha256());
        }
    }

    @Test
    void aDamagedCacheIsIgnored() {
        byte[] good = DigestCacheFormat.write(Map.of("/shared/rfc1.txt", new DigestCache.Entry(3, NOW, OTHER)));
        assertEquals(1, DigestCacheFormat.read(good).size());
        for (int i = 0; i < good.length; i++) {
            assertEquals(Map.of(), DigestCacheFormat.read(Arrays.copyOf(good, i)), "cut at " + i);
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = good.clone();
                flipped[i] ^= (byte) (1 << bit);
                assertEquals(Map.of(), DigestCacheFormat.read(flipped), "flipped at " + i);
            }
        }
        assertEquals(Map.of(), DigestCacheFormat.read(Arrays.copyOf(good, good.length + 1)));
    }

    @Test
    void aDamagedCacheIsWrittenAnew() throws IOException {
        write("rfc1.txt", "abc", NOW.minusSeconds(100));
        known();
        Path kept = parent.resolve("state/digests");
        byte[] bytes = Files.readAllBytes(kept);
        Files.write(kept, Arrays.copyOf(bytes, bytes.length / 2));
        assertEquals(List.of(Optional.empty()), knownAtOnce());
        assertTrue(known().get(0).isPresent());
    }

    @Test
    void whatWasUsedLongestAgoIsDroppedFirst() {
        DigestCache cache = DigestCache.open(state, clock, 2);
        StoredFile one = file("rfc1.txt", NOW.minusSeconds(9));
        StoredFile two = file("rfc2.txt", NOW.minusSeconds(9));
        StoredFile three = file("rfc3.txt", NOW.minusSeconds(9));
        cache.put(one, NOW, OTHER);
        cache.put(two, NOW, OTHER);
        assertTrue(cache.find(one.path(), one.stamp()).isPresent());
        cache.put(three, NOW, OTHER);
        assertTrue(cache.find(one.path(), one.stamp()).isPresent());
        assertTrue(cache.find(two.path(), two.stamp()).isEmpty());
    }

    @Test
    void itIsSavedNowAndThenAndOnlyWhatIsNew() throws IOException {
        DigestCache cache = DigestCache.open(state, clock);
        Path kept = parent.resolve("state/digests");
        cache.put(file("rfc1.txt", NOW.minusSeconds(9)), NOW, OTHER);
        cache.saveSometimes();
        assertFalse(Files.exists(kept));
        clock.advance(Duration.ofSeconds(30));
        cache.saveSometimes();
        assertTrue(Files.exists(kept));
        Files.delete(kept);
        cache.save();
        assertFalse(Files.exists(kept));
    }

    @Test
    void itSurvivesNamesThatAreNotAsciiAndSkipsThoseThatAreNoText() {
        Map<String, DigestCache.Entry> entries = new LinkedHashMap<>();
        entries.put("/\u6587\u66f8/rfc1.txt", new DigestCache.Entry(1L << 40, NOW.plusNanos(123_456_789), OTHER));
        entries.put("/rfc2.txt", new DigestCache.Entry(0, Instant.EPOCH.minusSeconds(5), OTHER));
        assertEquals(entries, DigestCacheFormat.read(DigestCacheFormat.write(entries)));
        DigestCache cache = DigestCache.open(state, clock);
        StoredFile odd = file("rfc\ufffd.txt", NOW.minusSeconds(9));
        cache.put(odd, NOW, OTHER);
        assertEquals(Optional.empty(), cache.find(odd.path(), odd.stamp()));
    }

    @Test
    void nothingIsWrittenIntoTheSharedFolder() throws IOException {
        write("rfc1.txt", "abc", NOW.minusSeconds(100));
        known();
        try (Stream<Path> files = Files.list(shared)) {
            assertEquals(List.of(shared.resolve("rfc1.txt")), files.toList());
        }
    }
}
