package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is put together from which chunks: taken up from an earlier attempt, drawn anew when a manifest is told or turns out wrong, and finished. */
final class Blueprint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Blueprint.class);

    private final long number;
    private final Target target;
    private final PartFile part;
    private final Board board;
    private final Crew crew;
    private final Transfer.Means means;
    private @Nullable ChunkMap earlier;
    private boolean finished;
    /** Whether what was put together has been left as it was, and can be gone on with another time. */
    private boolean untouched;

    private @Nullable Layout givenUp;

    Blueprint(long number, Target target, PartFile part, Board board, Crew crew, Transfer.Means means) {
        this.number = number;
        this.target = target;
        this.part = part;
        this.board = board;
        this.crew = crew;
        this.means = means;
    }

    /** Goes on from what an earlier attempt has left, if that is still wanted; gives how many bytes that is. */
    long resume() throws StorageException {
        try {
            Optional<StateFile> found = StateFile.open(target, number);
            if (found.isPresent()) {
                Digest sha256 = found.get().manifest().sha256();
                if (board.locked(() -> crew.mayHave(sha256))) {
                    return takeUp(found.get());
                }
                LOG.info("{} is begun anew: the part that is there is of another document, {}", target.file(), sha256);
                found.get().delete();
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn("{} is begun anew, as {} cannot be used: {}", target.file(), target.state(), e.getMessage());
            StateFile.remove(target);
        }
        return 0;
    }

    private long takeUp(StateFile state) throws IOException {
        boolean takenUp = false;
        try {
            long had = goOn(state);
            takenUp = true;
            return had;
        } finally {
            if (!takenUp) {
                state.close();
            }
        }
    }

    private long goOn(StateFile state) throws IOException {
        ChunkMap chunks = new ChunkMap(state.manifest());
        BitSet marked = state.marked();
        // Of what has been cut off since, or is not there at all, nothing is gone on from.
        long there = part.size();
        for (int chunk : marked.stream().toArray()) {
            if (chunks.begin(chunk) + chunks.length(chunk) > there) {
                marked.clear(chunk);
                state.mark(chunk, false);
            } else {
                chunks.found(chunk);
            }
        }
        long had = chunks.bytes();
        untouched = had > 0;
        part.require(state.manifest().size() - had);
        install(chunks, state, marked);
        return had;
    }

    private void install(ChunkMap chunks, StateFile state, BitSet toCheck) {
        untouched = false;
        part.goOn();
        Verifier verifier = new Verifier(part, chunks.manifest(), means.executor(), board.judge());
        board.layout(new Layout(chunks, verifier, state));
        toCheck.stream().forEach(verifier::check);
        if (chunks.manifest().chunks() == 0) {
            board.judge().whole(verifier.nothing());
        }
    }

    /**
     * Stops, and goes on with something else.
     *
     * @param manifest what is put together from now on; empty where that has yet to be told
     * @return the file that turns out to be there already
     */
    Optional<Path> redraw(Optional<Manifest> manifest) throws StorageException {
        board.stop();
        board.awaitNobody();
        giveUp();
        if (manifest.isEmpty() || (!part.fits(manifest.get().size()) && board.refuse(manifest.get()))) {
            return Optional.empty();
        }
        Optional<Path> same = target.check(manifest.map(Manifest::sha256), () -> board.checkGoesOn(number));
        if (same.isEmpty()) {
            draw(manifest.get());
        } else {
            board.finish(new Board.Result(
                    manifest.get().size(), Optional.of(manifest.get().sha256())));
        }
        return same;
    }

    /** Of a document that nobody has now somebody may have the rest tomorrow. */
    private void giveUp() {
        Layout old = board.layout();
        if (old != null) {
            old.close();
            earlier = old.chunks();
            untouched = board.locked(() -> old.chunks().bytes() > 0 && !crew.isRefuted(old.manifest()));
            givenUp = old;
        }
        board.layout(null);
    }

    /** What had been put together before and has the same digest in the new one stays. */
    private void draw(Manifest manifest) throws StorageException {
        ChunkMap chunks = new ChunkMap(manifest);
        BitSet kept = new BitSet();
        if (earlier != null && earlier.manifest().size() == manifest.size()) {
            for (int chunk = 0; chunk < manifest.chunks(); chunk++) {
                kept.set(
                        chunk,
                        earlier.isDone(chunk) && earlier.manifest().chunk(chunk).equals(manifest.chunk(chunk)));
            }
        }
        kept.stream().forEach(chunks::found);
        part.require(manifest.size() - chunks.bytes());
        untouched = false;
        try {
            install(chunks, state(manifest, kept), kept);
        } catch (IOException e) {
            throw target.failed(e);
        }
    }

    private StateFile state(Manifest manifest, BitSet marked) throws IOException {
        StateFile state = StateFile.create(target, number, manifest);
        boolean whole = false;
        try {
            for (int chunk : marked.stream().toArray()) {
                state.mark(chunk, true);
            }
            whole = true;
            return state;
        } finally {
            if (!whole) {
                state.delete();
            }
        }
    }

    /** Gives the document its name. */
    Path finish(Board.Result result) throws StorageException {
        Layout layout = board.layout();
        if (layout != null) {
            layout.verifier().close();
        }
        Path file = part.finish(result.size(), result.sha256(), () -> board.checkGoesOn(number));
        finished = true;
        return file;
    }

    /** What can be gone on with stays, everything else goes. */
    @Override
    public void close() {
        Layout layout = board.layout();
        if (layout == null && untouched && !finished && !part.isAnew()) {
            part.keep();
            // So that it is told how much stays.
            board.layout(givenUp);
            return;
        }
        if (layout == null) {
            StateFile.remove(target);
            return;
        }
        layout.close();
        if (!finished && board.locked(() -> layout.chunks().bytes()) > 0) {
            part.keep();
        } else {
            Closer.close(layout.state()::delete);
        }
    }
}
