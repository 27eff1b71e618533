package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Says what follows from digests: what is here, whom wrong bytes are blamed on, and when the document is whole. Safe for concurrent use. */
final class Judge implements Verifier.Results {
    private final Board board;
    private final Crew crew;

    Judge(Board board, Crew crew) {
        this.board = board;
        this.crew = crew;
    }

    @Override
    public void failed(StorageException problem) {
        board.failed(problem);
    }

    @Override
    public void checked(int chunk, boolean isRight) {
        if (isRight) {
            caughtUp(chunks -> chunks.done(chunk));
            return;
        }
        board.changing(() -> {
            board.current().chunks().wrong(chunk).ifPresent(author -> accuse(author, chunk));
            return true;
        });
        unmark(chunk);
    }

    @Override
    public void taken(int chunk) {
        caughtUp(chunks -> chunks.taken(chunk));
    }

    /** Nobody is woken up for each of a thousand chunks, only for the one with which the digesting is not far behind any more. */
    private void caughtUp(Consumer<ChunkMap> step) {
        board.changingIf(() -> {
            ChunkMap chunks = board.current().chunks();
            boolean wasBehind = chunks.isBehind();
            step.accept(chunks);
            return wasBehind && !chunks.isBehind();
        });
    }

    /** Somebody has sent wrong bytes. His document may be another, or another by now: he is asked for its digests before anything else, and is a liar if they are these. */
    static void accuse(Holder author, int chunk) {
        if (!author.dropped && !author.doubted) {
            author.doubted = true;
            author.wrongChunk = OptionalInt.of(chunk);
            author.interrupt();
        }
    }

    private void unmark(int chunk) {
        try {
            board.current().state().mark(chunk, false);
        } catch (IOException e) {
            // It is digested again by whoever goes on with it.
        }
    }

    @Override
    public void whole(Digest sha256) {
        Manifest manifest = board.current().manifest();
        if (sha256.equals(manifest.sha256())) {
            board.locked(() -> {
                board.current().chunks().allDone();
                return true;
            });
            board.finish(new Board.Result(manifest.size(), Optional.of(sha256)));
            return;
        }
        for (Holder liar : board.locked(() -> crew.refute(manifest))) {
            board.lied(
                    liar, "told digests of chunks that do not belong to a document with SHA-256 " + manifest.sha256());
        }
        board.stop();
    }
}
