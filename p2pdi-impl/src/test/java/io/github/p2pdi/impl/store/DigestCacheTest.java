package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    private static DigestCache.Entry entry(long size, Instant modified) {
        return new DigestCache.Entry(size, modified, OTHER, Optional.empty());
    }

    private static byte[] written(Map<String, DigestCache.Entry> entries) {
        return DigestCacheFormat.write(entries, DigestCacheFormat.MOST_BYTES);
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
    void aFileThatIsMovedOverAnotherOfItsSizeAndTimeIsHashedAgain() throws IOException {
        Instant modified = NOW.minusSeconds(100);
        Path file = write("rfc1.txt", "abc", modified);
        known();
        try (FolderDocumentStore store = store()) {
            Optional<Digest> before = store.documents().get(0).sha256();
            Files.move(write("new.tmp", "abd", modified), file, StandardCopyOption.REPLACE_EXISTING);
            for (int seconds = 0; seconds < 9; seconds++) {
                clock.advance(Duration.ofSeconds(1));
                runBackground();
            }
            Optional<Digest> after = store.documents().get(0).sha256();
            assertTrue(after.isPresent());
            assertNotEquals(before, after);
        }
    }

    @Test
    void aFileThatIsGivenAgainIsKnownAtOnceToo() throws IOException {
        Path file = Files.writeString(parent.resolve("notes.md"), "abc");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(100)));
        try (FolderDocumentStore store = store()) {
            assertEquals(Optional.empty(), store.add(7, "Notes", file).sha256());
            runBackground();
        }
        try (FolderDocumentStore store = store()) {
            assertTrue(store.add(7, "Notes", file).sha256().isPresent());
        }
    }

    @Test
    void aTimeBeyondAllCalendarsIsNotKept() {
        DigestCache cache = DigestCache.open(state, clock);
        for (Instant modified : List.of(Instant.MAX, Instant.MIN)) {
            StoredFile file = file("rfc1.txt", modified);
            cache.put(file, NOW, OTHER);
            assertEquals(
                    modified.equals(Instant.MIN),
                    cache.find(file.path(), file.stamp()).isPresent());
        }
        cache.save();
        assertEquals(
                Optional.of(OTHER),
                DigestCache.open(state, clock)
                        .find(
                                shared.resolve("rfc1.txt"),
                                file("rfc1.txt", Instant.MIN).stamp()));
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
        byte[] good = written(Map.of("/shared/rfc1.txt", entry(3, NOW)));
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

    /** No accident makes such a thing, but it has to be a failure to read it and not another. */
    @Test
    void aCacheWithTimesThatDoNotExistIsIgnored() {
        byte[] good = written(Map.of("/shared/rfc1.txt", entry(3, NOW)));
        int end = good.length - 32;
        for (long second : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 60}) {
            ByteBuffer.wrap(good).putLong(end - 44, second).putInt(end - 36, Integer.MAX_VALUE);
            byte[] sum = ChunkDigests.sha256().digest(Arrays.copyOf(good, end));
            System.arraycopy(sum, 0, good, end, 32);
            assertEquals(Map.of(), DigestCacheFormat.read(good), Long.toString(second));
        }
    }

    @Test
    void whereThereIsNoRoomForAllTheLastAreWritten() {
        Map<String, DigestCache.Entry> entries = new LinkedHashMap<>();
        entries.put("/1", entry(1, NOW));
        entries.put("/a-long-name", entry(2, NOW));
        entries.put("/3", entry(3, NOW));
        int all = written(entries).length;
        assertEquals(entries, DigestCacheFormat.read(DigestCacheFormat.write(entries, all)));
        byte[] two = DigestCacheFormat.write(entries, all - 1);
        assertEquals(
                List.of("/a-long-name", "/3"),
                List.copyOf(DigestCacheFormat.read(two).keySet()));
        assertEquals(
                List.of("/3"),
                List.copyOf(DigestCacheFormat.read(DigestCacheFormat.write(entries, two.length - 1))
                        .keySet()));
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenTheNextTime() throws IOException {
        DigestCache cache = DigestCache.open(state, clock);
        cache.put(file("rfc1.txt", NOW.minusSeconds(9)), NOW, OTHER);
        Path inTheWay = Files.createDirectories(parent.resolve("state/digests/in-the-way"));
        cache.save();
        Files.delete(inTheWay);
        Files.delete(inTheWay.getParent());
        cache.save();
        assertTrue(Files.isRegularFile(parent.resolve("state/digests")));
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
        entries.put("/\u6587\u66f8/rfc1.txt", entry(1L << 40, NOW.plusNanos(123_456_789)));
        entries.put("/rfc2.txt", entry(0, Instant.EPOCH.minusSeconds(5)));
        assertEquals(entries, DigestCacheFormat.read(written(entries)));
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
