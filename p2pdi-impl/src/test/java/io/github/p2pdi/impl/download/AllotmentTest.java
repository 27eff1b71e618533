package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.ExistingFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllotmentTest {
    private static final long SOON_SECONDS = 10;

    @TempDir
    private Path folder;

    private final SystemTime time = new SystemTime();
    private final ExecutorService executor = Threads.blocking("test");
    private final Crew crew = new Crew(new HolderHealth(time), Optional.empty());
    private final Board board = new Board(time, crew, (holder, why) -> {});

    @AfterEach
    void close() {
        Threads.close(executor);
        time.close();
    }

    private Holder holder(int port) {
        PeerAddress address = PeerAddress.of("127.0.0.1", port);
        crew.add(new Rfc(7, "T", address, "p", OptionalLong.of(1), Optional.empty()), time.nanos());
        return crew.all().get(crew.all().size() - 1);
    }

    @Test
    void whoTakesOverAChunkAndIsInterruptedLetsTheOtherEndItsWrite() throws Exception {
        withChunks(OptionalLong::empty, this::takeOver);
    }

    @Test
    void aChunkThatWasTakenOverAndMayNotBeWrittenIsGivenToOthers() throws Exception {
        withChunks(OptionalLong::empty, (chunks, allotment) -> {
            Run original = chunks.take(holder(1), 1).orElseThrow();
            original.doubled = true;
            Holder doubted = holder(2);
            Run copy = new Run(doubted, original);
            assertTrue(allotment.takeOver(copy));
            doubted.doubted = true;
            assertFalse(allotment.beginWrite(copy, 1));
            allotment.end(copy);
            allotment.end(original);
            assertEquals(0, chunks.take(holder(3), 1).orElseThrow().next);
        });
    }

    @Test
    void whatAHolderWasToBeAskedForIsGivenToOthersWhereItIsDroppedMeanwhile() throws Exception {
        Holder dropped = holder(1);
        Supplier<OptionalLong> drop = () -> {
            dropped.drop("a test wants it");
            return OptionalLong.empty();
        };
        withChunks(drop, (chunks, allotment) -> {
            new Worker(7, dropped, board, allotment, new Worker.Means(null, null, null, null)).run();
            assertEquals(1, chunks.missing());
        });
    }

    private void withChunks(Supplier<OptionalLong> rate, Use test) throws Exception {
        Target target = new Target(new RealDisk(), folder, "a", ExistingFile.FAIL);
        Manifest manifest = new Manifest(new Digest("0".repeat(64)), 1, Manifest.SMALLEST_CHUNK, new byte[32]);
        try (PartFile part = PartFile.open(target)) {
            ChunkMap chunks = new ChunkMap(manifest);
            Verifier verifier = new Verifier(part, manifest, executor, board.judge());
            board.layout(new Layout(chunks, verifier, StateFile.create(target, 7, manifest)));
            test.run(chunks, new Allotment(board, crew, target, rate));
            board.current().close();
        }
    }

    /** What a test does with a document of one chunk. */
    private interface Use {
        void run(ChunkMap chunks, Allotment allotment) throws Exception;
    }

    private void takeOver(ChunkMap chunks, Allotment allotment) throws Exception {
        Run original = chunks.take(holder(1), 1).orElseThrow();
        original.doubled = true;
        Run copy = new Run(holder(2), original);
        assertTrue(allotment.beginWrite(original, 1));
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        executor.execute(() -> {
            Thread.currentThread().interrupt();
            taken.complete(allotment.takeOver(copy));
            boolean unused = Thread.interrupted();
        });
        CompletableFuture.runAsync(
                        () -> {
                            while (allotment.goesOn(original)) {
                                Thread.onSpinWait();
                            }
                            allotment.endWrite(original);
                        },
                        executor)
                .get(SOON_SECONDS, TimeUnit.SECONDS);
        assertTrue(taken.get(SOON_SECONDS, TimeUnit.SECONDS));
        assertFalse(board.isCancelled());
    }
}
