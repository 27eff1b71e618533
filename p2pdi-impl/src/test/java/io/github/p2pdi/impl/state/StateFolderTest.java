package io.github.p2pdi.impl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.testkit.OtherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    @TempDir
    Path place;

    private Path folder() {
        return place.resolve("state");
    }

    @Test
    void whatIsWrittenIsReadAgainAlsoAfterAReopening() throws Exception {
        try (StateFolder state = StateFolder.open(folder())) {
            assertEquals(Optional.empty(), state.read("a"));
            state.write("a", "größer");
            state.write("a", "kleiner");
            assertEquals(Optional.of("kleiner"), state.read("a"));
        }
        try (StateFolder state = StateFolder.open(folder())) {
            assertEquals(Optional.of("kleiner"), state.read("a"));
        }
        try (Stream<Path> files = Files.list(folder())) {
            assertEquals(
                    List.of("a", "lock"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerMayReadIt() throws Exception {
        try (StateFolder state = StateFolder.open(folder())) {
            state.write("a", "secret");
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve("a"))));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFoldersAboveAreMadeAsAnyOther() throws Exception {
        Path other = Files.createDirectory(place.resolve("other"));
        Path deep = place.resolve("above/state");
        StateFolder.open(deep).close();
        assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(deep.getParent()));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(deep)));
    }

    @Test
    void nothingIsWrittenAfterTheClose() throws Exception {
        StateFolder state = StateFolder.open(folder());
        state.write("a", "before");
        state.close();
        assertThrows(IOException.class, () -> state.write("a", "after"));
        assertEquals("before", Files.readString(folder().resolve("a")));
    }

    @Test
    void folderHasOneUserAtATime() throws Exception {
        try (StateFolder first = StateFolder.open(folder())) {
            StorageException refusal = assertThrows(StorageException.class, () -> StateFolder.open(folder()));
            assertTrue(refusal.getMessage().contains("in use by another peer"), refusal.getMessage());
            first.write("a", "still works");
            assertFalse(OtherProcess.canLock(folder().resolve("lock")), "a refusal takes it from whoever has it");
        }
        StateFolder.open(folder()).close();
    }

    @Test
    void leftoversOfACrashAreOverwritten() throws Exception {
        Files.createDirectories(folder());
        Files.writeString(folder().resolve("a.new"), "torn");
        try (StateFolder state = StateFolder.open(folder())) {
            assertEquals(Optional.empty(), state.read("a"));
            state.write("a", "whole");
            assertEquals(Optional.of("whole"), state.read("a"));
        }
    }

    @Test
    void whatIsNoFolderIsRefusedByItsName() throws Exception {
        Path file = Files.writeString(place.resolve("file"), "");
        StorageException refusal = assertThrows(StorageException.class, () -> StateFolder.open(file));
        assertEquals(
                "the state folder " + file + " cannot be used: there is a file of that name", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"state", "deep/state"})
    void aFileThatStandsAboveIsNamed(String below) throws Exception {
        Path file = Files.writeString(place.resolve("file"), "");
        Path folder = file.resolve(below);
        StorageException refusal = assertThrows(StorageException.class, () -> StateFolder.open(folder));
        assertEquals("the state folder " + folder + " cannot be used: " + file + " is a file", refusal.getMessage());
    }

    @Test
    void folderBehindALinkIsMadeThere() throws Exception {
        Path real = Files.createDirectory(place.resolve("real"));
        Path link = Files.createSymbolicLink(place.resolve("link"), real);
        try (StateFolder state = StateFolder.open(link.resolve("state"))) {
            state.write("a", "whole");
        }
        assertEquals("whole", Files.readString(real.resolve("state").resolve("a")));
    }

    @Test
    void hugeFileIsNotRead() throws Exception {
        try (StateFolder state = StateFolder.open(folder())) {
            Files.write(folder().resolve("a"), new byte[(1 << 20) + 1]);
            assertThrows(IOException.class, () -> state.read("a"));
        }
    }

    @Test
    void closingTwiceIsQuiet() throws Exception {
        StateFolder state = StateFolder.open(folder());
        state.close();
        state.close();
    }
}
