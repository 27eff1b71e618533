package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk fails, at many points of a download: nothing half-written is seen, and once it is well the next attempt succeeds. */
class DiskFaultTest extends Transferring {
    private static final byte[] LARGE = bytes(18 * CHUNK + 5);
    private static final byte[] SMALL = bytes(70_000);

    private final AtomicInteger reads = new AtomicInteger();

    static Stream<Arguments> faults() {
        List<Arguments> faults = new ArrayList<>();
        for (int size : new int[] {LARGE.length, SMALL.length}) {
            for (int after : new int[] {0, 1, 2, 5, 9, 20, 33}) {
                faults.add(Arguments.of(FaultyDisk.Step.WRITE, after, size));
            }
            for (int after : new int[] {0, 1, 7, 16}) {
                faults.add(Arguments.of(FaultyDisk.Step.READ, after, size));
            }
            for (int after : new int[] {0, 1, 2}) {
                faults.add(Arguments.of(FaultyDisk.Step.OPEN, after, size));
            }
            faults.add(Arguments.of(FaultyDisk.Step.FOLDER, 0, size));
            faults.add(Arguments.of(FaultyDisk.Step.FORCE, 0, size));
            faults.add(Arguments.of(FaultyDisk.Step.MOVE, 0, size));
            faults.add(Arguments.of(FaultyDisk.Step.TRUNCATE, 0, size));
        }
        return faults.stream();
    }

    @ParameterizedTest(name = "{0} fails after {1}, {2} bytes")
    @MethodSource("faults")
    void nothingHalfWrittenIsSeenAndTheNextAttemptSucceeds(FaultyDisk.Step step, int after, int size) throws Exception {
        byte[] document = size == LARGE.length ? LARGE : SMALL;
        HolderDouble holder = holder(document);
        FaultyDisk disk = new FaultyDisk(step, after);
        withMeans(disk, means -> {
            attempt(means, holder, document);
            disk.mend();
            Files.deleteIfExists(folder.resolve("rfc7.bin"));
            Path file = transfer(means, holder).run();
            assertArrayEquals(document, Files.readAllBytes(file));
            assertEquals(List.of("rfc7.bin"), files());
        });
    }

    @Test
    void aFileSystemThatIsClosedMeanwhileEndsTheDownload() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.READ, 3);
        disk.unchecked = true;
        HolderDouble holder = holder(LARGE);
        withMeans(disk, means -> {
            StorageException e = assertThrows(
                    StorageException.class, () -> transfer(means, holder).run());
            assertTrue(e.getMessage().startsWith(folder.resolve("rfc7.bin") + " cannot be verified"), e.getMessage());
        });
    }

    @Test
    void whatIsCancelledWhileItIsForcedToTheDiskDoesNotGetTheName() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        HolderDouble holder = holder(LARGE);
        withMeans(disk, means -> {
            Transfer transfer = transfer(means, holder);
            disk.onForce = transfer::cancel;
            assertThrows(CancellationException.class, transfer::run);
            assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state"), files());
        });
    }

    @Test
    void whoGivesNoPartsIsNotAskedAgainAndAgainWhileDigestsCatchUp() throws Exception {
        HolderDouble holder = holder(LARGE);
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 0);
        withMeans(disk, means -> {
            // All of it is here, and has yet to be looked at.
            assertThrows(StorageException.class, () -> transfer(means, holder).run());
            disk.mend();
            holder.plain = true;
            Rfc record = new Rfc(7, "T", holder.address(), holder.name, OptionalLong.empty(), Optional.empty());
            CountDownLatch tasks = new CountDownLatch(50);
            Transfer.Means counted = withExecutor(means, task -> {
                tasks.countDown();
                means.executor().execute(task);
            });
            // Who digests is held up for a moment.
            Thread transferring = Thread.currentThread();
            disk.onRead = () -> {
                if (Thread.currentThread() != transferring) {
                    reads.addAndGet(reads.get() == 0 && awaits(tasks) ? 1000 : 1);
                }
            };
            Path file = new Transfer(7, DownloadOptions.defaults(), known(List.of(record)), counted).run();
            assertArrayEquals(LARGE, Files.readAllBytes(file));
            assertTrue(reads.get() > 0 && reads.get() < 1000, "many tasks were begun");
        });
    }

    private static boolean awaits(CountDownLatch latch) {
        try {
            return latch.await(500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatThereIsNoRoomForIsToldBeforeItComes() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        disk.room = 1_000_000;
        HolderDouble holder = holder(LARGE);
        withMeans(disk, means -> {
            StorageException e = assertThrows(
                    StorageException.class, () -> transfer(means, holder).run());
            assertEquals(
                    "no room for " + folder.resolve("rfc7.bin") + ": it needs " + LARGE.length
                            + " bytes, 1000000 are free",
                    e.getMessage());
        });
        assertEquals(0, holder.served.get());
        assertEquals(List.of(), files());
    }

    @Test
    void aPartForWhoseRestThereIsNoRoomStaysUntilThereIs() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        HolderDouble holder = holder(LARGE);
        holder.cutAfter = 5L * CHUNK + CHUNK / 2;
        holder.onRequest = () -> holder.status = holder.served.get() > 0 ? 404 : 200;
        withMeans(disk, means -> {
            assertThrows(
                    DocumentNotFoundException.class,
                    () -> transfer(means, holder).run());
            assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state"), files());
            disk.room = 10;
            StorageException e = assertThrows(
                    StorageException.class, () -> transfer(means, holder).run());
            assertTrue(e.getMessage().startsWith("no room for " + folder.resolve("rfc7.bin")), e.getMessage());
            assertEquals(List.of("rfc7.bin.part", "rfc7.bin.state"), files());
            assertEquals(0, disk.open.get());
            disk.room = Long.MAX_VALUE;
            holder.onRequest = () -> holder.status = 200;
            holder.cutAfter = Long.MAX_VALUE;
            Transfer later = transfer(means, holder);
            assertHad(LARGE, later.run());
            assertEquals(5L * CHUNK, later.resumed());
        });
    }

    @Test
    void whoHasTooLargeADocumentIsPassedOverForOthers() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        disk.room = 1_000_000;
        HolderDouble large = holder(LARGE);
        HolderDouble small = holder(SMALL);
        withMeans(disk, means -> {
            Path file = transfer(means, large, small).run();
            assertArrayEquals(SMALL, Files.readAllBytes(file));
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ExistingFile.class,
            names = {"FAIL", "SKIP_IF_SAME"})
    void aFileThatAppearsWhileTheDocumentGetsItsNameIsNotReplaced(ExistingFile existing) throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        disk.beforeMove = () -> write("rfc7.bin", "mine");
        HolderDouble holder = holder(SMALL);
        withMeans(disk, means -> {
            Transfer transfer = transfer(means, existing, holder);
            StorageException e = assertThrows(StorageException.class, transfer::run);
            assertTrue(e.getMessage().contains("exists already"), e.getMessage());
        });
        assertEquals("mine", Files.readString(folder.resolve("rfc7.bin")));
        assertEquals(List.of("rfc7.bin"), files());
    }

    @Test
    void aDocumentThatIsToBeRenamedTakesTheNextNameWhereOneIsTakenMeanwhile() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        Iterator<String> taken =
                List.of("rfc7.bin", "rfc7 (1).bin", "rfc7 (2).bin").iterator();
        disk.beforeMove = () -> {
            if (taken.hasNext()) {
                write(taken.next(), "mine");
            }
        };
        HolderDouble holder = holder(SMALL);
        withMeans(disk, means -> {
            Path file = transfer(means, ExistingFile.RENAME, holder).run();
            assertEquals(folder.resolve("rfc7 (3).bin"), file);
            assertArrayEquals(SMALL, Files.readAllBytes(file));
        });
        assertEquals("mine", Files.readString(folder.resolve("rfc7.bin")));
        assertEquals("mine", Files.readString(folder.resolve("rfc7 (2).bin")));
        assertEquals(4, files().size());
    }

    @Test
    void aFileThatAppearsAndIsTheSameIsSkipped() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        disk.beforeMove = () -> write("rfc7.bin", SMALL);
        HolderDouble holder = holder(SMALL);
        withMeans(
                disk,
                means -> assertHad(
                        SMALL,
                        transfer(means, ExistingFile.SKIP_IF_SAME, holder).run()));
    }

    @Test
    void aCancelEndsTheComparisonWithTheFileThatIsThere() throws Exception {
        write("rfc7.bin", LARGE);
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        HolderDouble holder = holder(LARGE);
        withMeans(disk, means -> {
            Transfer transfer = transfer(means, ExistingFile.SKIP_IF_SAME, holder);
            cancelAtTheNextRead(disk, transfer);
            assertEndsAtThatRead(transfer);
        });
    }

    @Test
    void aCancelEndsTheComparisonWithAFileThatHasAppeared() throws Exception {
        FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.MOVE, 1000);
        HolderDouble holder = holder(LARGE);
        withMeans(disk, means -> {
            Transfer transfer = transfer(means, ExistingFile.SKIP_IF_SAME, holder);
            disk.beforeMove = () -> {
                write("rfc7.bin", LARGE);
                cancelAtTheNextRead(disk, transfer);
            };
            assertEndsAtThatRead(transfer);
        });
    }

    private void cancelAtTheNextRead(FaultyDisk disk, Transfer transfer) {
        disk.beforeRead = () -> {
            reads.incrementAndGet();
            transfer.cancel();
        };
    }

    private void assertEndsAtThatRead(Transfer transfer) {
        assertThrows(CancellationException.class, transfer::run);
        assertEquals(1, reads.get());
    }

    /** As a kill leaves it that comes between the two steps in which a document gets its name. */
    @Test
    void aPartThatIsADocumentUnderAnotherNameIsNotWrittenInto() throws Exception {
        Path document = Files.writeString(folder.resolve("rfc7.bin"), "whole");
        Path other = folder.resolve("other.bin");
        Files.createLink(folder.resolve("rfc7.bin.part"), document);
        Files.createLink(other, document);
        HolderDouble holder = holder(SMALL);
        withMeans(new RealDisk(), means -> {
            Path file = transfer(means, ExistingFile.REPLACE, holder).run();
            assertArrayEquals(SMALL, Files.readAllBytes(file));
        });
        assertEquals("whole", Files.readString(other));
        assertEquals(List.of("other.bin", "rfc7.bin"), files());
    }

    private void write(String name, String text) {
        write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it fails depends on how often the step is taken; if it does, cleanly. */
    private void attempt(Transfer.Means means, HolderDouble holder, byte[] document) throws Exception {
        try {
            assertArrayEquals(
                    document, Files.readAllBytes(transfer(means, holder).run()));
        } catch (StorageException e) {
            assertTrue(e.getMessage().contains(folder.resolve("rfc7.bin").toString()), e.getMessage());
            assertFalse(Files.exists(folder.resolve("rfc7.bin")));
        }
    }
}
