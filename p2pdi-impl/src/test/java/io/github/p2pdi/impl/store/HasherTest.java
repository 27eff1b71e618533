package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HasherTest {
    @TempDir
    Path folder;

    private static StoredFile stored(Path file) throws IOException {
        return StoredFile.of(1, "title", DocumentName.of(file), file, FileStamp.of(file));
    }

    @Test
    void digestIsTheOneOfTheStandard() throws IOException {
        Path abc = Files.writeString(folder.resolve("rfc1.txt"), "abc");
        Path empty = Files.createFile(folder.resolve("rfc2.txt"));
        try (Hasher hasher = new Hasher()) {
            assertEquals(
                    Optional.of(new Digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")),
                    hasher.digests(stored(abc)).map(Manifest::sha256));
            assertEquals(
                    Optional.of(new Digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")),
                    hasher.digests(stored(empty)).map(Manifest::sha256));
        }
    }

    @Test
    void fileOfManyStepsIsReadToItsEnd() throws IOException {
        Path file = Files.write(
                folder.resolve("rfc1.txt"), "a".repeat(1_000_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        try (Hasher hasher = new Hasher()) {
            assertEquals(
                    Optional.of(new Digest("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")),
                    hasher.digests(stored(file)).map(Manifest::sha256));
        }
    }

    @Test
    void fileThatIsNotTheOneSeenHasNoDigest() throws IOException {
        Path file = Files.writeString(folder.resolve("rfc1.txt"), "abc");
        StoredFile seen = stored(file);
        Files.writeString(file, "d", StandardOpenOption.APPEND);
        try (Hasher hasher = new Hasher()) {
            assertEquals(Optional.empty(), hasher.digests(seen));
        }
    }

    @Test
    void fileMovedOverTheOldOneWithSizeAndTimeOfItHasNoDigest() throws IOException {
        Path file = Files.writeString(folder.resolve("rfc1.txt"), "abc");
        StoredFile seen = stored(file);
        Path other = Files.writeString(folder.resolve("other"), "abd");
        Files.setLastModifiedTime(other, seen.stamp().modified());
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (Hasher hasher = new Hasher()) {
            assertEquals(Optional.empty(), hasher.digests(seen));
        }
    }

    @Test
    void missingFileIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("rfc1.txt"), "abc");
        StoredFile seen = stored(file);
        Files.delete(file);
        try (Hasher hasher = new Hasher()) {
            assertThrows(NoSuchFileException.class, () -> hasher.digests(seen));
        }
    }

    /** A file with holes for 256 GiB: its digest would take minutes. */
    private StoredFile large() throws IOException {
        Path large = folder.resolve("rfc1.txt");
        try (RandomAccessFile holes = new RandomAccessFile(large.toFile(), "rw")) {
            holes.setLength(1L << 38);
        }
        return stored(large);
    }

    /** The digest of a file that is being read when this returns. */
    private static CompletableFuture<Optional<Manifest>> reading(Hasher hasher, StoredFile file) {
        CompletableFuture<Optional<Manifest>> digest = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return hasher.digests(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                new NewThread());
        while (!hasher.isReading()) {
            assertFalse(digest.isDone(), "it is not read");
            Thread.onSpinWait();
        }
        return digest;
    }

    @Test
    void closeEndsTheReadingOfALargeFile() throws Exception {
        Hasher hasher = new Hasher();
        CompletableFuture<Optional<Manifest>> digest = reading(hasher, large());
        hasher.close();
        assertEquals(Optional.empty(), digest.get(30, TimeUnit.SECONDS));
        assertFalse(hasher.isReading());
    }

    @Test
    void aLargeFileThatChangesIsNotReadToItsEnd() throws Exception {
        try (Hasher hasher = new Hasher()) {
            StoredFile large = large();
            CompletableFuture<Optional<Manifest>> digest = reading(hasher, large);
            Files.setLastModifiedTime(large.path(), FileTime.from(Instant.EPOCH));
            assertEquals(Optional.empty(), digest.get(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void nothingIsHashedAfterClose() throws IOException {
        Path file = Files.writeString(folder.resolve("rfc1.txt"), "abc");
        Hasher hasher = new Hasher();
        hasher.close();
        hasher.close();
        assertEquals(Optional.empty(), hasher.digests(stored(file)));
    }
}
