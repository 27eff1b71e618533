package io.github.p2pdi.impl.download;

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
        Target target = new Target(new RealDisk(), folder, "a", ExistingFile.FAIL);
        Manifest manifest = new Manifest(new Digest("0".repeat(64)), 1, Manifest.SMALLEST_CHUNK, new byte[32]);
        try (PartFile part = PartFile.open(target)) {
            ChunkMap chunks = new ChunkMap(manifest);
            Verifier verifier = new Verifier(part, manifest, executor, board.judge());
            board.layout(new Layout(chunks, verifier, StateFile.create(target, 7, manifest)));
            takeOver(chunks, new Allotment(board, crew, target, OptionalLong::empty));
            board.current().close();
        }
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
