package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.ExistingFile;
import io.github.p2pdi.testkit.OtherProcess;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's own files are read, if they are there, and never made or changed. */
class RealDiskTest {
    private final RealDisk disk = new RealDisk();

    @TempDir
    private Path folder;

    @Test
    void whatIsOpenedToReadIsNeitherMadeNorChanged() throws Exception {
        Path file = folder.resolve("a");
        assertThrows(NoSuchFileException.class, () -> disk.openToRead(file));
        assertFalse(Files.exists(file));
        Files.writeString(file, "abc");
        try (Disk.Opened opened = disk.openToRead(file)) {
            assertThrows(NonWritableChannelException.class, () -> opened.write(ByteBuffer.allocate(1), 0));
            assertEquals(3, opened.read(ByteBuffer.allocate(9), 0));
        }
    }

    @Test
    void theRoomOfTheWorkingDirectoryIsKnown() {
        assertTrue(disk.room(Path.of("")) > 0);
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidToBeMissing() {
        Target target = new Target(disk, folder.resolve("no").resolve("..").resolve("b"), "a", ExistingFile.FAIL);
        StorageException e = assertThrows(StorageException.class, () -> PartFile.open(target));
        assertEquals("cannot write " + target.file() + ": the folder is not there, and cannot be made", e.getMessage());
    }

    @Test
    void aFileThatIsTheSameMakesADownloadNeedless() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "abc");
        Target target = new Target(disk, folder, "a", ExistingFile.SKIP_IF_SAME);
        Digest abc = new Digest("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertEquals(Optional.of(file), target.check(Optional.of(abc), () -> {}));
        assertEquals("abc", Files.readString(file));
    }

    @Test
    void aPartThatIsRefusedStaysLockedForOtherProcesses() throws Exception {
        Target target = new Target(disk, folder, "a", ExistingFile.FAIL);
        Target same = new Target(disk, folder.resolve("..").resolve(folder.getFileName()), "a", ExistingFile.FAIL);
        try (PartFile first = PartFile.open(target)) {
            first.keep();
            assertThrows(StorageException.class, () -> PartFile.open(target));
            assertThrows(StorageException.class, () -> PartFile.open(same));
            assertFalse(OtherProcess.canLock(target.part()));
        }
        assertTrue(OtherProcess.canLock(target.part()));
        PartFile.open(target).close();
    }
}
