package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.IntegrityException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks one holder for one thing after the other, as long as something is wanted of it, and judges what goes wrong. */
final class Worker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    /** How long digests of a large document are waited for, in answers that they are not known yet. */
    private static final int WAITS_FOR_DIGESTS = 10;

    private final long number;
    private final Holder holder;
    private final Board board;
    private final Allotment allotment;
    private final Means means;

    Worker(long number, Holder holder, Board board, Allotment allotment, Means means) {
        this.number = number;
        this.holder = holder;
        this.board = board;
        this.allotment = allotment;
        this.means = means;
    }

    /**
     * What all workers of a download have in common.
     *
     * @param calls asks
     * @param chunks takes chunks
     * @param whole takes whole documents
     * @param health remembers who failed
     */
    record Means(DocumentCalls calls, ChunkStream chunks, WholeStream whole, HolderHealth health) {}

    @Override
    public void run() {
        try {
            boolean more = true;
            for (Optional<Job> job = allotment.next(holder); more && job.isPresent(); ) {
                more = attempt(job.get());
                job = more ? allotment.next(holder) : job;
            }
        } catch (RuntimeException | Error e) {
            // Whatever it is, it would be so again.
            LOG.warn("document {} cannot be had from {}", number, holder, e);
            board.drop(holder, "failed: " + e);
        } finally {
            board.changing(() -> {
                holder.standing = Holder.Standing.READY;
                return true;
            });
        }
    }

    /** Whether there may be another. */
    private boolean attempt(Job job) {
        Call call = board.locked(holder::begin);
        try {
            perform(job, call);
            return true;
        } catch (CancellationException e) {
            return false;
        } catch (StorageException e) {
            board.failed(e);
            return false;
        } catch (P2pdiException e) {
            if (call.isCancelled()) {
                // Not its fault: we have ended it.
                return true;
            }
            LOG.debug("document {} from {}: {}", number, holder, e.getMessage());
            return judge(job, e);
        }
    }

    private void perform(Job job, Call call) throws P2pdiException {
        try {
            // It may have been dropped or all may have ended before there was a call to end.
            if (!board.isOver() && !holder.dropped && !holder.leaves) {
                ask(job, call);
            }
        } finally {
            if (job instanceof Job.ForChunks of) {
                allotment.end(of.run());
            }
        }
    }

    private void ask(Job job, Call call) throws P2pdiException {
        if (job instanceof Job.AskManifest) {
            allotment.told(holder, means.calls().manifest(holder.address(), number, call));
        } else if (job instanceof Job.FetchWhole) {
            fetchWhole(call);
        } else if (job instanceof Job.ForChunks of) {
            fetch(of.run(), call);
        }
    }

    /** It is told once the connection is free: who goes on then would else find it in use, and close it. */
    private void fetchWhole(Call call) throws P2pdiException {
        List<Board.Result> had = new ArrayList<>(1);
        means.calls()
                .whole(
                        holder.address(),
                        number,
                        call,
                        (said, body) -> means.whole().take(holder, said, body).ifPresent(had::add));
        if (!had.isEmpty()) {
            board.locked(() -> {
                holder.delivered();
                return true;
            });
            praise();
        }
        had.forEach(board::finish);
    }

    private void fetch(Run run, Call call) throws P2pdiException {
        ChunkMap chunks = board.current().chunks();
        if (holder.wholeOnly) {
            means.calls().whole(holder.address(), number, call, (said, body) -> sift(run, body, chunks));
            return;
        }
        Optional<HolderCalls.Part> part = board.locked(() -> part(run, chunks));
        if (part.isPresent()) {
            means.calls().range(holder.address(), number, part.get(), call, (said, body) -> take(run, body, chunks));
        }
    }

    /** Empty if others have taken all of it over meanwhile. */
    private static Optional<HolderCalls.Part> part(Run run, ChunkMap chunks) {
        int last = run.end - 1;
        return run.goesOn()
                ? Optional.of(new HolderCalls.Part(
                        chunks.begin(run.next), chunks.begin(last) + chunks.length(last), chunks.manifest()))
                : Optional.empty();
    }

    private void take(Run run, Incoming body, ChunkMap chunks) throws P2pdiException {
        switch (ChunkStream.kind(
                holder.address(),
                body,
                chunks.begin(run.next),
                chunks.manifest().size())) {
            case OTHER -> allotment.doubt(holder);
            case WHOLE -> {
                holder.wholeOnly = true;
                if (run.next == 0 && !run.isCopy()) {
                    means.chunks().take(run, body, chunks);
                }
            }
            case PART -> {
                if (body.size() < chunks.length(run.next)) {
                    // What it sends at once is less than a chunk, which cannot be verified: nor would asking for the
                    // next part help.
                    holder.wholeOnly = true;
                } else if (run.isCopy()) {
                    means.chunks().takeTwice(run, body, chunks);
                } else {
                    means.chunks().take(run, body, chunks);
                }
            }
        }
        praise();
    }

    /** What it delivered makes all good that other downloads know of it. */
    private void praise() {
        if (holder.delivered) {
            means.health()
                    .delivered(
                            holder.address(),
                            board.locked(() -> holder.meter.at(board.time().nanos())));
        }
    }

    private void sift(Run run, Incoming body, ChunkMap chunks) throws P2pdiException {
        if (ChunkStream.kind(holder.address(), body, 0, chunks.manifest().size()) == ChunkStream.Kind.WHOLE) {
            means.chunks().sift(run, body, chunks);
            praise();
        } else {
            board.changing(() -> {
                holder.unlike = Optional.of(chunks.manifest());
                holder.outcome = "has another document of this number, with " + body.size() + " bytes";
                return true;
            });
        }
    }

    private boolean judge(Job job, P2pdiException e) {
        if (e instanceof IntegrityException || e instanceof ProtocolViolationException) {
            board.lied(holder, "failed: " + e.getMessage());
            return false;
        }
        boolean askedForManifest = job instanceof Job.AskManifest;
        if (e instanceof RequestRefusedException refusal) {
            return refused(refusal, askedForManifest);
        }
        if (askedForManifest && holder.tries > 0 && e instanceof ExchangeTimeoutException) {
            // It closes, or says nothing, when it is asked what it does not know.
            allotment.toldNothing(holder);
            return true;
        }
        return failed(e);
    }

    private boolean refused(RequestRefusedException refusal, boolean askedForManifest) {
        Status status = refusal.status();
        if (refusal instanceof DocumentNotFoundException) {
            board.drop(holder, "does not have it any more");
            return false;
        }
        if (status.equals(Status.PRECONDITION_FAILED) || status.equals(Status.RANGE_NOT_SATISFIABLE)) {
            return changed();
        }
        if (askedForManifest && status.equals(Status.METHOD_NOT_ALLOWED)) {
            allotment.toldNothing(holder);
            return true;
        }
        if (Patience.isBusy(refusal)) {
            return busy(refusal, askedForManifest);
        }
        if (askedForManifest && !refusal.mayRetry()) {
            allotment.toldNothing(holder);
            return true;
        }
        return failed(refusal);
    }

    /** Its document is another now, or was when its index was read. */
    private boolean changed() {
        boolean again = board.changing(() -> ++holder.doubts <= 2);
        if (again) {
            allotment.doubt(holder);
        } else {
            board.drop(holder, "failed: it does not give the document that its manifest describes");
        }
        return again;
    }

    private boolean busy(RequestRefusedException refusal, boolean askedForManifest) {
        boolean small = holder.record().size().orElse(0) < Allotment.MANY_FROM_BYTES;
        if (askedForManifest && (small || holder.busy >= WAITS_FOR_DIGESTS)) {
            allotment.toldNothing(holder);
            return true;
        }
        boolean again = means.calls().hasPatience()
                && board.changing(
                        () -> Patience.busy(holder, refusal, board.time().nanos()));
        if (!again) {
            board.drop(holder, "failed: " + refusal.getMessage(), true);
        }
        return false;
    }

    private boolean failed(P2pdiException e) {
        means.health().failed(holder.address());
        boolean again =
                board.changing(() -> Patience.failed(holder, e, board.time().nanos()));
        if (!again) {
            board.drop(holder, "failed: " + e.getMessage(), e.mayRetry());
        }
        return false;
    }
}
