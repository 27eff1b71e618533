package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.runtime.BufferPool;
import io.github.p2pdi.impl.runtime.Pacer;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.transport.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The disk fails, at many points of a download: nothing half-written is seen, and once it is well the next attempt succeeds. */
class DiskFaultTest extends Downloading {
    private static final byte[] LARGE = bytes(18 * CHUNK + 5);
    private static final byte[] SMALL = bytes(70_000);

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

    private void withMeans(Disk disk, Use test) throws Exception {
        ExecutorService executor = Threads.blocking("test");
        try (SystemTime time = new SystemTime();
                Transport transport = P2PDI.openTransport(PeerConfig.defaults());
                Connections connections =
                        new Connections(transport, time, Duration.ofSeconds(5), Duration.ofSeconds(20))) {
            Transfer.Means means = new Transfer.Means(
                    new HolderCalls(connections, Duration.ofSeconds(5)),
                    disk,
                    folder,
                    new HolderHealth(time),
                    new Pacer(time, OptionalLong.empty()),
                    new BufferPool(64 << 10),
                    time,
                    executor,
                    (number, liar, why) -> {});
            test.run(means);
        } finally {
            Threads.close(executor);
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

    /** What a test does with a disk. */
    private interface Use {
        void run(Transfer.Means means) throws Exception;
    }

    private static Transfer transfer(Transfer.Means means, HolderDouble... holders) {
        List<Rfc> records = Stream.of(holders).map(DiskFaultTest::record).toList();
        return new Transfer(7, DownloadOptions.defaults(), new Known(records), means);
    }

    private static Rfc record(HolderDouble holder) {
        return new Rfc(
                7,
                "T",
                holder.address(),
                "rfc7.bin",
                OptionalLong.of(holder.document.length),
                Optional.of(new Digest(holder.sha256())));
    }

    /** Some holders are known, and nobody else. */
    private static final class Known implements HolderSearch.Candidates {
        private final Iterator<Rfc> records;

        Known(List<Rfc> records) {
            this.records = records.iterator();
        }

        @Override
        public Optional<Rfc> next() {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        }

        @Override
        public void ask(Runnable news) {
            news.run();
        }

        @Override
        public boolean isExhausted() {
            return true;
        }

        @Override
        public List<Attempt> attempts() {
            return List.of();
        }
    }
}
