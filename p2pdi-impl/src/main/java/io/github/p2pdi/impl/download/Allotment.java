package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Manifest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what each holder is asked for next, and takes what comes of it. All that it looks at is the board's. */
final class Allotment {
    /** Smaller documents are had in one request, and verified as a whole. */
    static final long SMALL_BYTES = 128 << 10;

    /** From here on several holders are asked at once, and it is worth waiting for digests. */
    static final long MANY_FROM_BYTES = 2 << 20;

    /** From here on the digests of chunks are worth saving, where they make no difference. */
    static final long TAKEN_FROM_BYTES = 64 << 20;

    private static final long TICK_NANOS = 250_000_000L;
    /** How often a holder may be asked for the same manifest again. */
    private static final int MOST_DOUBTS = 4;

    private static final long FIRST_RUN_BYTES = 4 << 20;
    private static final int SHARES = 2;
    private static final int PACED_SECONDS = 5;

    private final Board board;
    private final Crew crew;
    private final Target target;
    private final Supplier<OptionalLong> rate;
    private volatile boolean searched;

    /** {@code rate} is how fast the download may go. */
    Allotment(Board board, Crew crew, Target target, Supplier<OptionalLong> rate) {
        this.board = board;
        this.crew = crew;
        this.target = target;
        this.rate = rate;
    }

    /** Nobody else will turn up. */
    void searched() {
        searched = true;
    }

    /** What a holder is to be asked next; waits for it. Empty when nothing more is wanted of it now. */
    Optional<Job> next(Holder holder) {
        return board.locked(() -> {
            while (!board.isOver() && !holder.dropped && !holder.leaves && crew.fits(holder, board.manifest())) {
                Job job = job(holder);
                if (job != null) {
                    return Optional.of(job);
                }
                if (holder.wholeOnly && board.layout() != null && crew.active() > 1) {
                    break;
                }
                board.await(TICK_NANOS);
            }
            return Optional.empty();
        });
    }

    private @Nullable Job job(Holder holder) {
        if (holder.doubted) {
            return new Job.AskManifest();
        }
        Layout layout = board.layout();
        if (layout == null) {
            return first(holder);
        }
        ChunkMap chunks = layout.chunks();
        if (chunks.isBehind() || chunks.isDone()) {
            return null;
        }
        if (holder.wholeOnly) {
            return crew.active() > 1 || chunks.missing() == 0 ? null : new Job.Sift(new Run(holder, 0, 0));
        }
        Optional<Run> run = chunks.take(holder, most(holder, chunks));
        if (run.isPresent()) {
            return new Job.Fetch(run.get());
        }
        Optional<Run> relief = chunks.relieve(holder, board.time().nanos());
        if (relief.isEmpty()) {
            return null;
        }
        return relief.get().isCopy() ? new Job.FetchTwice(relief.get()) : new Job.Fetch(relief.get());
    }

    private @Nullable Job first(Holder holder) {
        if (holder.manifest.isPresent() && !holder.withoutManifest) {
            board.propose(holder.manifest.get());
            return null;
        }
        long size = holder.record().size().orElse(0);
        boolean hashed = holder.claim.isPresent();
        boolean worthAsking = size > SMALL_BYTES && (hashed || size >= MANY_FROM_BYTES);
        return worthAsking && !holder.withoutManifest ? new Job.AskManifest() : new Job.FetchWhole();
    }

    /** How many chunks to ask for at once: about what a second brings, less towards the end; all of them if there is nobody to share with. */
    private int most(Holder holder, ChunkMap chunks) {
        long chunk = chunks.manifest().chunkSize();
        OptionalLong paced = rate.get();
        long most = paced.isPresent() ? paced.getAsLong() * PACED_SECONDS : Long.MAX_VALUE;
        boolean shared = chunks.manifest().size() >= MANY_FROM_BYTES
                && (!searched || crew.hasOthers(holder, Optional.of(chunks.manifest())));
        if (shared) {
            long second = Math.max(
                    FIRST_RUN_BYTES, (long) holder.meter.at(board.time().nanos()));
            long share = chunks.missing() * chunk / (SHARES * Math.max(SHARES, crew.active()));
            most = Math.min(most, Math.min(second, share));
        }
        return (int) Math.max(1, Math.min(most / chunk, Integer.MAX_VALUE));
    }

    /** Whether the next chunk of a stream that has them all is to be taken. */
    boolean claim(Run run, int chunk) {
        return board.locked(() -> board.current().chunks().claim(run, chunk));
    }

    /** Whether bytes of the chunk that a run is at may be written now; then {@link #endWrite} must follow. */
    boolean beginWrite(Run run, int bytes) {
        return board.locked(() -> {
            boolean wanted = goesOn(run);
            board.intake().received(run.holder, bytes);
            run.writing = wanted;
            run.partial += wanted ? bytes : 0;
            return wanted;
        });
    }

    void endWrite(Run run) {
        if (board.locked(() -> {
            run.writing = false;
            return run.doubled;
        })) {
            board.changing(() -> true);
        }
    }

    boolean goesOn(Run run) {
        return board.locked(() -> run.goesOn() && !board.isOver() && !run.holder.dropped && !run.holder.doubted);
    }

    /** All bytes of the chunk that a run is at are on the disk. Waits where the digesting is far behind. */
    void written(Run run) throws StorageException {
        Layout layout = board.current();
        int chunk = run.next;
        try {
            layout.state().mark(chunk, true);
        } catch (IOException e) {
            throw target.failed(e);
        }
        boolean counts = board.locked(() -> {
            boolean wanted = run.goesOn();
            if (wanted) {
                layout.chunks().written(run);
                run.holder.delivered();
            }
            return wanted;
        });
        // Whoever else is at work may now take something over.
        board.changingIf(() -> crew.active() > 1);
        if (counts && isAlone(run.holder, layout)) {
            layout.verifier().take(chunk);
        } else if (counts) {
            layout.verifier().check(chunk);
        }
        board.locked(() -> {
            while (layout.chunks().isBehind() && !board.isOver()) {
                board.await(TICK_NANOS);
            }
            return true;
        });
    }

    /** Whether nobody else could be asked for what a holder sends wrong, of a large document. */
    private boolean isAlone(Holder holder, Layout layout) {
        Optional<Manifest> manifest = Optional.of(layout.manifest());
        return layout.manifest().size() >= TAKEN_FROM_BYTES
                && searched
                && board.locked(() -> !crew.hasOthers(holder, manifest));
    }

    /** Whether the chunk that was asked for a second time, and is here, is to be written. */
    boolean takeOver(Run copy) {
        return board.changing(() -> {
            boolean taken = copy.goesOn() && board.current().chunks().takeOver(copy);
            // A write soon ends, and that is told.
            board.awaitUninterruptibly(() -> !taken || !copy.original.writing);
            if (taken) {
                copy.original.holder.interrupt();
            }
            return taken;
        });
    }

    void receivedTwice(Run copy, int bytes) {
        board.locked(() -> {
            board.intake().received(copy.holder, bytes);
            return true;
        });
    }

    /** The chunk that was asked for a second time is wrong: its holder is to tell what it has. */
    void wrong(Run copy, int chunk) {
        board.changing(() -> {
            Judge.accuse(copy.holder, chunk);
            return true;
        });
    }

    /** A run has ended, whatever has come of it. */
    void end(Run run) {
        board.changing(() -> {
            Layout layout = board.layout();
            if (layout != null) {
                layout.chunks().end(run);
            }
            return true;
        });
    }

    /** A holder has told its manifest. Whether it goes on being asked. */
    void told(Holder holder, Manifest manifest) {
        Optional<String> lie = board.changing(() -> {
            if (holder.dropped) {
                return Optional.empty();
            }
            OptionalInt wrong = holder.wrongChunk;
            Optional<Manifest> layout = board.manifest();
            holder.manifest = Optional.of(manifest);
            holder.claim = Optional.of(manifest.sha256());
            holder.acquit();
            if (crew.isRefuted(manifest)) {
                return Optional.of(
                        "told digests of chunks that do not belong to a document with SHA-256 " + manifest.sha256());
            }
            if (layout.isEmpty()) {
                if (crew.fits(holder, layout)) {
                    board.propose(manifest);
                }
            } else if (layout.get().equals(manifest)) {
                boolean endless = ++holder.doubts > MOST_DOUBTS;
                return wrong.isPresent() || endless
                        ? Optional.of("sent other bytes " + of(wrong) + "than its own manifest says")
                        : Optional.empty();
            } else {
                vote(layout.get(), manifest);
            }
            return Optional.empty();
        });
        lie.ifPresent(why -> board.lied(holder, why));
    }

    private static String of(OptionalInt chunk) {
        return chunk.isPresent() ? "of chunk " + chunk.getAsInt() + " " : "";
    }

    /** Of two manifests that name the same digest the one that more holders tell is put together; the digest shows which is right. */
    private void vote(Manifest layout, Manifest other) {
        if (other.sha256().equals(layout.sha256()) && crew.votes(other) > crew.votes(layout)) {
            board.propose(other);
        }
    }

    /** A holder cannot tell its manifest. If its bytes did not fit, it is not asked for what is being put together any more. */
    void toldNothing(Holder holder) {
        board.changing(() -> {
            holder.withoutManifest = true;
            if (holder.doubted) {
                holder.unlike = board.manifest();
                holder.outcome = "has other bytes, and no digests to compare";
            }
            holder.acquit();
            return true;
        });
    }

    /** What a holder says is not what is put together: its manifest is looked at. */
    void doubt(Holder holder) {
        board.changing(() -> {
            holder.doubted = true;
            holder.claim = Optional.empty();
            holder.manifest = Optional.empty();
            return true;
        });
    }
}
