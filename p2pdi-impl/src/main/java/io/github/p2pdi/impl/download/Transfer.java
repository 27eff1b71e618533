package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.BufferPool;
import io.github.p2pdi.impl.runtime.Pacer;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.time.TimeSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Fetches one document into one file. Its thread decides: who is asked, which of several documents of one number is put together, and when there is
 * no hope. Everything else is done by workers, one for each holder that is asked, and by the verifier; they meet on the {@link Board}.
 */
final class Transfer {
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;

    private final long number;
    private final Means means;
    private final Crew crew;
    private final Board board;
    private final Applicants applicants;
    private final Pace pace;
    private final Hiring hiring;
    private final Places places;
    private volatile long resumed;
    private volatile Optional<Path> file = Optional.empty();

    Transfer(long number, DownloadOptions options, HolderSearch.Candidates candidates, Means means) {
        this.number = number;
        this.means = means;
        this.crew = new Crew(means.health(), options.sha256());
        this.board = new Board(means.time(), crew, (holder, why) -> means.lies().lied(number, holder.address(), why));
        this.applicants = new Applicants(candidates, crew, board);
        this.pace = new Pace(new Pacer(means.time(), options.maxRate()), means.pacer());
        this.hiring = new Hiring(board, crew, options.maxHolders(), means, pace::rate);
        this.places = new Places(number, options, means, board, crew);
    }

    /**
     * What all transfers of a peer have in common.
     *
     * @param calls asks holders
     * @param disk the files
     * @param folder where documents go unless it is said otherwise
     * @param health remembers who failed
     * @param pacer the rate of all together
     * @param buffers what bytes go through
     * @param time the time
     * @param executor runs what blocks
     * @param lies is told of holders that are dropped for what they sent
     */
    record Means(
            DocumentCalls calls,
            Disk disk,
            Path folder,
            HolderHealth health,
            Pacer pacer,
            BufferPool buffers,
            TimeSource time,
            Executor executor,
            Lies lies) {}

    /** Is told of holders that are dropped for what they sent; must not block. */
    @FunctionalInterface
    interface Lies {
        void lied(long number, PeerAddress holder, String why);
    }

    /** Ends it from any thread: connections are closed at once. */
    void cancel() {
        board.cancel();
    }

    Intake.Standing standing() {
        return board.intake().standing();
    }

    long resumed() {
        return resumed;
    }

    /** Where it will stand, once that is known. */
    Optional<Path> file() {
        return file;
    }

    Optional<Board.Result> result() {
        return board.result();
    }

    /** The bytes that each holder has sent. */
    Map<PeerAddress, Long> holders() {
        return board.locked(() -> {
            Map<PeerAddress, Long> bytes = new LinkedHashMap<>();
            crew.all().stream()
                    .filter(holder -> holder.bytes > 0)
                    .forEach(holder -> bytes.put(holder.address(), holder.bytes));
            return bytes;
        });
    }

    /** Finds and fetches; blocks. */
    Path run() throws P2pdiException {
        Target wanted = awaitPlace();
        file = Optional.of(wanted.file());
        Optional<Digest> sha256 = board.locked(crew::wanted);
        Optional<Path> same = wanted.check(sha256, () -> board.checkGoesOn(number));
        if (same.isPresent()) {
            board.finish(new Board.Result(wanted.size(), sha256));
            return same.get();
        }
        try (PartFile part = PartFile.open(wanted.placeFor(number))) {
            Target target = part.target();
            file = Optional.of(target.file());
            Blueprint blueprint = new Blueprint(number, target, part, board, crew, means);
            try {
                resumed = blueprint.resume();
                return fetch(target, part, blueprint);
            } finally {
                board.stop();
                board.awaitNobody();
                blueprint.close();
            }
        }
    }

    /** Until somebody is known; or longer, where something was begun that nobody who is known may have. */
    private Target awaitPlace() throws P2pdiException {
        while (true) {
            long seen = board.changes();
            boolean exhausted = applicants.areAll();
            applicants.admit();
            checkWanted();
            if (board.locked(() -> !crew.all().isEmpty())) {
                Optional<Target> place = places.choose(applicants.wereAsked(), exhausted);
                if (place.isPresent()) {
                    return place.get();
                }
            } else if (exhausted) {
                throw nobody();
            }
            applicants.ask();
            board.awaitChange(seen, LOOK_AGAIN_NANOS);
        }
    }

    private void checkWanted() throws P2pdiException {
        Optional<StorageException> failure = board.failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        board.checkGoesOn(number);
    }

    private Path fetch(Target target, PartFile part, Blueprint blueprint) throws P2pdiException {
        Allotment allotment = new Allotment(board, crew, target, pace::rate);
        Worker.Means workers = new Worker.Means(
                means.calls(),
                new ChunkStream(allotment, part, pace, means.buffers()),
                new WholeStream(board, crew, part, pace, means.buffers()),
                means.health());
        while (true) {
            long seen = board.changes();
            boolean exhausted = applicants.areAll();
            applicants.admit();
            checkWanted();
            Optional<Board.Result> result = board.result();
            if (result.isPresent()) {
                return blueprint.finish(result.get());
            }
            if (board.isStopping() || board.proposal().isPresent()) {
                Optional<Path> same = blueprint.redraw(board.proposal());
                if (same.isPresent()) {
                    return same.get();
                }
                continue;
            }
            if (exhausted) {
                allotment.searched();
            }
            hiring.hire(holder -> new Worker(number, holder, board, allotment, workers));
            long wait = patience(exhausted, blueprint);
            if (wait > 0) {
                board.awaitChange(seen, wait);
            }
        }
    }

    /** How long there may be nothing to do for this thread; nothing at all, if it has turned to something else. */
    private long patience(boolean exhausted, Blueprint blueprint) throws P2pdiException {
        Crew.Outlook outlook = board.locked(() -> crew.outlook(board.manifest()));
        boolean more = hiring.most() > 1 && outlook.useful() < hiring.most();
        if (!applicants.wereAsked() && (!outlook.busy() || more)) {
            applicants.ask();
            return LOOK_AGAIN_NANOS;
        }
        long wait = outlook.readyAt().orElse(0) - means.time().nanos();
        if (outlook.busy()) {
            return outlook.readyAt().isPresent() && wait > 0 ? Math.min(wait, LOOK_AGAIN_NANOS) : LOOK_AGAIN_NANOS;
        }
        if (outlook.readyAt().isPresent()) {
            return Math.max(1, Math.min(wait, LOOK_AGAIN_NANOS));
        }
        if (!exhausted || board.isOver()) {
            return exhausted ? 0 : LOOK_AGAIN_NANOS;
        }
        if (!board.locked(() -> crew.turn(board.manifest()))) {
            throw nobody();
        }
        blueprint.redraw(Optional.empty());
        return 0;
    }

    private DocumentNotFoundException nobody() {
        List<Attempt> attempts = new ArrayList<>(board.locked(crew::attempts));
        attempts.addAll(applicants.attempts());
        return new DocumentNotFoundException(number, attempts);
    }
}
