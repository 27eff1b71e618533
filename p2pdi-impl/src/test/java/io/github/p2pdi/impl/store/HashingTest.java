package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of two chunks each, as a rule, and room for one manifest. */
class HashingTest {
    private static final int SIZE = (int) Manifest.chunkSizeFor(1) + 1;
    private static final Duration REST = Duration.ofNanos((long) (SIZE * 1e9 / Hashing.AGAIN_BYTES_A_SECOND));

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Shelf shelf = new Shelf();
    private final Hashing hashing = new Hashing(shelf, clock, Optional.empty(), new Manifests(1));

    @AfterEach
    void close() {
        hashing.close();
    }

    private void put(long number) throws IOException {
        put(number, SIZE);
    }

    private void put(long number, int size) throws IOException {
        Path file = Files.write(folder.resolve("rfc" + number + ".txt"), new byte[size]);
        shelf.put(StoredFile.of(number, "title", DocumentName.of(file), file, FileStamp.of(file)));
    }

    private boolean hash(long number) {
        return hashing.hash(shelf.get(number).orElseThrow());
    }

    private boolean isKnown(long number) {
        return hashing.manifest(shelf.get(number).orElseThrow()).isPresent();
    }

    @Test
    void whatMadeRoomIsHashedAgainAtAPaceOnly() throws IOException {
        put(1);
        put(2);
        assertTrue(hash(1));
        assertTrue(hash(2));
        assertFalse(isKnown(1));
        assertFalse(hash(1), "the digest is not new");
        assertTrue(isKnown(1));
        hash(2);
        assertFalse(isKnown(2), "the second within a moment");
        clock.advance(REST.minusNanos(1));
        hash(2);
        assertFalse(isKnown(2), "a nanosecond too early");
        clock.advance(Duration.ofNanos(1));
        hash(2);
        assertTrue(isKnown(2));
    }

    @Test
    void documentsThatAreNewOrOthersDoNotWait() throws IOException {
        put(1);
        put(2);
        hash(1);
        hash(2);
        hash(1);
        put(3);
        assertTrue(hash(3));
        assertTrue(isKnown(3));
        put(2);
        hashing.forget(Set.of(2L));
        assertTrue(hash(2));
        assertTrue(isKnown(2));
    }

    @Test
    void aDocumentOfOneChunkTakesNoRoomFromOthers() throws IOException {
        put(1);
        put(2, 3);
        assertTrue(hash(1));
        assertTrue(hash(2));
        assertTrue(isKnown(1));
        assertTrue(isKnown(2));
    }

    @Test
    void anEmptyDocumentHasAManifest() throws IOException {
        put(1, 0);
        assertTrue(hash(1));
        assertTrue(isKnown(1));
    }
}
