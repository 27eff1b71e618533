package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.node.ExistingFile;
import java.nio.ByteBuffer;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others wait for what it finds: whatever goes wrong, they are told. */
class VerifierTest {
    @TempDir
    private Path folder;

    private final FaultyDisk disk = new FaultyDisk(FaultyDisk.Step.READ, 0);
    private final Told told = new Told();

    private void check(Executor executor) throws Exception {
        byte[] document = {1, 2, 3};
        byte[] digest = ChunkDigests.sha256().digest(document);
        Manifest manifest = new Manifest(Digest.of(digest), document.length, Manifest.SMALLEST_CHUNK, digest);
        try (PartFile part = PartFile.open(new Target(disk, folder, "a", ExistingFile.FAIL))) {
            part.write(ByteBuffer.wrap(document), 0);
            try (Verifier verifier = new Verifier(part, manifest, executor, told)) {
                verifier.check(0);
                verifier.check(0);
            }
        }
    }

    @Test
    void whatAFileSystemThrowsUncheckedIsTold() throws Exception {
        disk.unchecked = true;
        check(Runnable::run);
        StorageException failure = told.onlyFailure();
        assertEquals(
                folder.resolve("a") + " cannot be verified: " + new ClosedFileSystemException(), failure.getMessage());
        assertInstanceOf(ClosedFileSystemException.class, failure.getCause());
    }

    @Test
    void wantOfAThreadIsTold() throws Exception {
        disk.mend();
        check(task -> {
            throw new RejectedExecutionException("no thread can be had");
        });
        assertInstanceOf(RejectedExecutionException.class, told.onlyFailure().getCause());
    }

    /** Hears of failures, and wants to hear of nothing else. */
    private static final class Told implements Verifier.Results {
        private final List<StorageException> failures = new ArrayList<>();

        StorageException onlyFailure() {
            assertEquals(1, failures.size());
            return failures.get(0);
        }

        @Override
        public void checked(int chunk, boolean isRight) {
            throw new AssertionError("nothing can have been found out of chunk " + chunk);
        }

        @Override
        public void taken(int chunk) {
            throw new AssertionError("chunk " + chunk + " cannot have been taken");
        }

        @Override
        public void whole(Digest sha256) {
            throw new AssertionError("it cannot be whole");
        }

        @Override
        public void failed(StorageException problem) {
            failures.add(problem);
        }
    }
}
