package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a file that cannot be shared is said once a reason. */
class LiveFolderComplaintsTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final Shelf shelf = new Shelf();
    private boolean readable;
    private long broken;

    private StoredFile read(long number, Path file, FileStamp stamp) throws IOException {
        if (!readable) {
            throw new AccessDeniedException(file.toString());
        }
        if (number == broken) {
            throw new IllegalStateException("as meant by the test");
        }
        return StoredFile.of(number, "Title", DocumentName.of(file), file, stamp);
    }

    @Test
    void aFileThatCannotBeReadIsOfferedWhenItCan() throws IOException {
        Files.writeString(folder.resolve("rfc1.txt"), "abc");
        LiveFolder live = new LiveFolder(Optional.of(folder), shelf, this::read, clock, Duration.ZERO);
        live.begin();
        assertEquals(Optional.empty(), shelf.get(1));
        readable = true;
        assertEquals(Set.of(1L), live.look(Set.of(), true).changed());
        assertTrue(shelf.get(1).isPresent());
        assertEquals(Set.of(), live.look(Set.of(), true).changed());
    }

    /** Its size and time are what they were, so only reading it tells. */
    @Test
    void aFileThatCannotBeReadAnyMoreIsWithdrawnOnceItIsHeardOf() throws IOException {
        Path file = Files.writeString(folder.resolve("rfc1.txt"), "abc");
        readable = true;
        LiveFolder live = new LiveFolder(Optional.of(folder), shelf, this::read, clock, Duration.ZERO);
        live.begin();
        readable = false;
        assertEquals(Set.of(1L), live.look(Set.of(file), false).changed());
        assertEquals(Optional.empty(), shelf.get(1));
        assertEquals(Set.of(), live.look(Set.of(file), false).changed());
        readable = true;
        assertEquals(Set.of(1L), live.look(Set.of(), true).changed());
    }

    @Test
    void aFileWhoseReadingFailsInAnyWayKeepsNoOtherFromBeingOffered() throws IOException {
        Files.writeString(folder.resolve("rfc1.txt"), "abc");
        Files.writeString(folder.resolve("rfc2.txt"), "abc");
        readable = true;
        broken = 1;
        LiveFolder live = new LiveFolder(Optional.of(folder), shelf, this::read, clock, Duration.ZERO);
        live.begin();
        assertEquals(Set.of(2L), shelf.numbers());
        Files.writeString(folder.resolve("rfc3.txt"), "abc");
        assertEquals(Set.of(3L), live.look(Set.of(), true).changed());
        broken = 3;
        Files.writeString(folder.resolve("rfc3.txt"), "abcd");
        assertEquals(Set.of(1L, 3L), live.look(Set.of(), true).changed());
        assertEquals(Set.of(1L, 2L), shelf.numbers());
    }

    @Test
    void aReasonIsNewOnce() {
        Candidate candidate = Candidate.found(1, folder.resolve("rfc1.txt"));
        assertTrue(candidate.complain("it is a link"));
        assertFalse(candidate.complain("it is a link"));
        assertTrue(candidate.complain("access is denied"));
        assertTrue(candidate.complain("it is a link"));
    }
}
