package io.github.p2pdi.impl.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileContentTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeTheFile() throws IOException {
        file = Files.writeString(folder.resolve("rfc1.txt"), "0123456789");
    }

    private static FileContent open(Path path) throws IOException {
        return FileContent.open(path, FileStamp.of(path));
    }

    private static String read(FileContent content, int room, long position) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(room);
        int count = content.read(into, position);
        return count < 0 ? "end" : new String(into.array(), 0, count, US_ASCII);
    }

    @Test
    void readsAtAnyPosition() throws IOException {
        try (FileContent content = open(file)) {
            assertEquals(10, content.size());
            assertEquals("345", read(content, 3, 3));
            assertEquals("0", read(content, 1, 0));
            assertEquals("89", read(content, 100, 8));
            assertEquals("end", read(content, 1, 10));
            assertEquals("end", read(content, 1, Long.MAX_VALUE));
        }
    }

    @Test
    void limitOfTheBufferIsLeftAsItWas() throws IOException {
        try (FileContent content = open(file)) {
            ByteBuffer into = ByteBuffer.allocate(64).position(4).limit(60);
            assertEquals(2, content.read(into, 8));
            assertEquals(6, into.position());
            assertEquals(60, into.limit());
        }
    }

    @Test
    void appendingMakesReadingFail() throws IOException {
        try (FileContent content = open(file)) {
            assertEquals("0123", read(content, 4, 0));
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            assertEquals(10, content.size());
            IOException failure = assertThrows(IOException.class, () -> read(content, 100, 4));
            assertTrue(failure.getMessage().contains("rfc1.txt was written to"), failure.getMessage());
            assertEquals("end", read(content, 100, 10));
        }
    }

    @Test
    void overwritingWithTheSameLengthMakesReadingFail() throws IOException {
        FileTime before = FileTime.fromMillis(0);
        Files.setLastModifiedTime(file, before);
        try (FileContent content = open(file)) {
            Files.writeString(file, "abcdefghij");
            assertThrows(IOException.class, () -> read(content, 100, 0));
        }
    }

    /** What is open is still the same file, and whoever knows its new name may write to it. */
    @Test
    void overwritingAFileThatWasMovedAwayMakesReadingFail() throws IOException {
        try (FileContent content = open(file)) {
            assertEquals("0123", read(content, 4, 0));
            Path away = Files.move(file, folder.resolve("old.bak"));
            Files.writeString(away, "abcdefghij");
            IOException failure = assertThrows(IOException.class, () -> read(content, 100, 4));
            assertTrue(failure.getMessage().contains("rfc1.txt was moved away"), failure.getMessage());
            replace();
            failure = assertThrows(IOException.class, () -> read(content, 100, 4));
            assertTrue(failure.getMessage().contains("rfc1.txt was replaced"), failure.getMessage());
        }
    }

    @Test
    void fileThatWasReplacedOrRemovedIsReadNoFurther() throws IOException {
        try (FileContent content = open(file)) {
            assertEquals("0123", read(content, 4, 0));
            replace();
            assertThrows(IOException.class, () -> read(content, 100, 4));
            Files.delete(file);
            assertThrows(IOException.class, () -> read(content, 100, 4));
            assertEquals("end", read(content, 100, 10));
        }
    }

    private void replace() throws IOException {
        Files.move(Files.writeString(folder.resolve("other"), "abcdefghij"), file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** It may be the other that was opened: it has as many bytes, and nobody would see that they are not the ones that were promised. */
    @Test
    void fileThatWasReplacedBeforeAnythingWasReadIsNotTakenForWhatItWas() throws IOException {
        FileStamp stamp = FileStamp.of(file);
        replace();
        try (FileContent content = FileContent.open(file, stamp)) {
            IOException failure = assertThrows(IOException.class, () -> read(content, 100, 0));
            assertTrue(failure.getMessage().contains("rfc1.txt was replaced"), failure.getMessage());
        }
    }

    @Test
    void fileThatWasCutFailsWithBothSizes() throws IOException {
        try (FileContent content = open(file)) {
            Files.writeString(file, "0123", StandardOpenOption.TRUNCATE_EXISTING);
            IOException failure = assertThrows(IOException.class, () -> read(content, 100, 4));
            assertTrue(failure.getMessage().contains("rfc1.txt was cut"), failure.getMessage());
            assertTrue(failure.getMessage().contains("10 bytes"), failure.getMessage());
        }
    }

    @Test
    void emptyFileIsAtItsEnd() throws IOException {
        try (FileContent content = open(Files.createFile(folder.resolve("rfc2.txt")))) {
            assertEquals(0, content.size());
            assertEquals("end", read(content, 1, 0));
        }
    }

    @Test
    void linkIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("rfc3.txt"), file);
        assertThrows(IOException.class, () -> FileContent.open(link, FileStamp.of(file)));
    }

    @Test
    void readAfterCloseIsRefusedAndSecondCloseIsQuiet() throws IOException {
        FileContent content = open(file);
        content.close();
        content.close();
        assertThrows(ClosedChannelException.class, () -> read(content, 1, 0));
    }

    @Test
    void bytesGoStraightToAChannelAsFarAsTheyWereThere() throws IOException {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        try (FileContent content = open(file)) {
            content.check(3);
            assertEquals(4, content.transferTo(3, 4, Channels.newChannel(taken)));
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            assertEquals(3, content.transferTo(7, 100, Channels.newChannel(taken)));
        }
        assertEquals("3456789", taken.toString(US_ASCII));
    }

    @Test
    void whatWasWrittenToDoesNotPassAsWhatItWas() throws IOException {
        try (FileContent content = open(file)) {
            content.check(0);
            Files.writeString(file, "9876543210!");
            IOException failure = assertThrows(IOException.class, () -> content.check(0));
            assertTrue(failure.getMessage().contains("rfc1.txt was written to"), failure.getMessage());
        }
    }
}
