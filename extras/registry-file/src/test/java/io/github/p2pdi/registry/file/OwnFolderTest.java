package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.testkit.OtherProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnFolderTest {
    @TempDir
    Path place;

    private Path folder() {
        return place.resolve("rs").resolve("state");
    }

    private static OwnFolder open(Path at) throws StorageException {
        return OwnFolder.open(at);
    }

    @Test
    void folderIsMadeAndOnlyItsOwnerMayReadWhatIsInIt() throws Exception {
        try (FilePeerStore store = Peers.open(folder())) {
            Peers.load(store);
            try (Stream<Path> files = Files.list(folder())) {
                if (Files.getFileStore(place).supportsFileAttributeView("posix")) {
                    assertEquals("rwx------", permissions(folder()));
                    files.forEach(file -> assertEquals("rw-------", permissions(file)));
                }
            }
        }
    }

    @Test
    void foldersAboveAreMadeAsAnyOthers() throws Exception {
        open(folder()).close();
        Path other = Files.createDirectory(place.resolve("other"));
        if (Files.getFileStore(place).supportsFileAttributeView("posix")) {
            assertEquals(permissions(other), permissions(folder().getParent()));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void folderBehindALinkIsMadeThere() throws Exception {
        Path real = Files.createDirectory(place.resolve("real"));
        Path link = Files.createSymbolicLink(place.resolve("link"), real);
        open(link.resolve("state")).close();
        assertTrue(Files.exists(real.resolve("state").resolve("lock")));
    }

    private static String permissions(Path at) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(at));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void folderHasOneUserAtATimeAndARefusalDoesNotTakeItFromHim() throws Exception {
        try (OwnFolder first = open(folder())) {
            for (int i = 0; i < 3; i++) {
                StorageException refusal = assertThrows(StorageException.class, () -> open(folder()));
                assertTrue(
                        refusal.getMessage().contains("in use by another registration server"), refusal.getMessage());
            }
            assertFalse(isFreeForAnotherProcess());
            first.close();
            first.close();
        }
        assertTrue(isFreeForAnotherProcess());
        open(folder()).close();
    }

    private boolean isFreeForAnotherProcess() throws Exception {
        return OtherProcess.canLock(folder().resolve("lock"));
    }

    @Test
    void whatIsNoFolderIsRefused() throws Exception {
        Path file = Files.writeString(place.resolve("file"), "");
        StorageException refusal = assertThrows(StorageException.class, () -> open(file));
        assertTrue(refusal.getMessage().contains(file + " is not a folder"), refusal.getMessage());
        refusal = assertThrows(StorageException.class, () -> open(file.resolve("below")));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreNotFollowed() throws Exception {
        Path elsewhere = Files.writeString(place.resolve("elsewhere"), "mine");
        Files.createDirectories(folder());
        Files.createSymbolicLink(folder().resolve("peers.mv"), elsewhere);
        StorageException refusal = assertThrows(StorageException.class, () -> Peers.open(folder()));
        assertTrue(refusal.getMessage().contains(folder().toString()), refusal.getMessage());
        assertEquals("mine", Files.readString(elsewhere));
    }

    @ParameterizedTest
    @ValueSource(strings = {"k\u00e4se", "k%C3%A4se", "a b"})
    void uriMayHaveLettersOfAllLanguages(String name) throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "no such names of files here");
        String uri = place.toUri() + name.replace(" ", "%20");
        new Stage().open(URI.create(uri)).close();
        Path folder = place.resolve(name.replace("%C3%A4", "\u00e4"));
        assertTrue(Files.exists(folder.resolve("peers.mv")), folder::toString);
    }

    @Test
    void uriThatNamesNoFolderIsRefused() {
        StorageException refusal = assertThrows(
                StorageException.class,
                () -> new FileRegistryProvider().open(URI.create("file://host/somewhere"), null));
        assertTrue(refusal.getMessage().contains("file://host/somewhere"), refusal.getMessage());
    }
}
