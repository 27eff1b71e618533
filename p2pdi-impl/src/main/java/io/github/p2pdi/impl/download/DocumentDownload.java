package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One download. WAITING, then RUNNING, then one of DONE, FAILED and CANCELLED; the queue's thread moves it on, and anybody may cancel. The lock
 * guards the state and the outcome; listeners are told outside it.
 */
final class DocumentDownload implements Download {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentDownload.class);

    private final Key key;
    private final HolderSearch.Candidates candidates;
    private final OwnDocuments own;
    private final Transfer.Means means;
    private final BiConsumer<DocumentDownload, State> onChange;
    private final Listeners listeners;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition end = lock.newCondition();
    private final CompletableFuture<Path> outcome = new CompletableFuture<>();
    private State state = State.WAITING;
    /** What is under way, or would be. */
    private Transfer transfer;
    /** Its end is told before whoever waits for it goes on, so that nothing of what he begins then is told earlier. */
    private boolean ended;

    private @Nullable Path file;
    private @Nullable P2pdiException failure;

    DocumentDownload(
            Key key,
            HolderSearch.Candidates candidates,
            OwnDocuments own,
            Transfer.Means means,
            BiConsumer<DocumentDownload, State> onChange) {
        this.key = key;
        this.candidates = candidates;
        this.own = own;
        this.means = means;
        this.transfer = new Transfer(key.number(), key.options(), candidates, means);
        this.onChange = onChange;
        this.listeners = new Listeners(this, means.time(), means.executor());
    }

    /**
     * What tells downloads apart.
     *
     * @param number the document
     * @param options where to, and how
     */
    record Key(long number, DownloadOptions options) {
        /** Written out, as that of {@link io.github.p2pdi.model.PeerAddress} is. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that && number == that.number && options.equals(that.options);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number) * 31 + options.hashCode();
        }
    }

    Key key() {
        return key;
    }

    /** Finds and fetches; to be called once. */
    void run() {
        if (!move(State.RUNNING, null, null)) {
            return;
        }
        try {
            Optional<Path> held = held();
            move(State.DONE, held.isPresent() ? held.get() : fetch(), null);
        } catch (P2pdiException e) {
            move(State.FAILED, null, e);
        } catch (CancellationException e) {
            LOG.debug("{}", e.getMessage());
        } catch (RuntimeException | Error e) {
            // A store or a file system of the user's own may throw anything.
            LOG.warn("the download of document {} failed", number(), e);
            fail(e);
        } finally {
            // Does nothing where it has ended as it should; nobody ever waits in vain.
            cancel();
        }
    }

    /** Ends it, where that is not its own doing. */
    void fail(Throwable why) {
        Path where = transfer().file().orElseGet(() -> key.options().folder().orElse(means.folder()));
        move(
                State.FAILED,
                null,
                new StorageException(where, "document " + number() + " cannot be put into " + where + ": " + why, why));
    }

    /** What is held here as a file needs no download, unless it is wanted somewhere else. */
    private Optional<Path> held() {
        boolean anywhere = key.options().folder().isEmpty()
                && key.options().name().isEmpty()
                && key.options().sha256().isEmpty();
        return anywhere ? own.file(key.number()) : Optional.empty();
    }

    /** What is held here is copied. Others are asked where that fails, and go on with it; what cannot be opened for now is tried again where they have failed. */
    private Path fetch() throws P2pdiException {
        List<Attempt> failures = new ArrayList<>();
        DownloadOptions options = key.options();
        Optional<Rfc> record = own.record(number(), options, failures::add);
        boolean passing = false;
        if (record.isPresent()) {
            try {
                return begin(own.transfer(record.get(), options)).run();
            } catch (DocumentNotFoundException e) {
                failures.addAll(e.attempts());
                options = own.goingOn(record.get(), options);
                passing = e.mayRetry();
            }
        }
        try {
            return begin(new Transfer(number(), options, candidates, means)).run();
        } catch (DocumentNotFoundException e) {
            if (passing) {
                return fetchPatiently(record.get(), options, e);
            }
            failures.addAll(e.attempts());
            throw new DocumentNotFoundException(number(), failures);
        }
    }

    private Path fetchPatiently(Rfc record, DownloadOptions options, DocumentNotFoundException others)
            throws P2pdiException {
        List<Attempt> failures = new ArrayList<>();
        Optional<Attempt> obstacle = own.obstacle(record, options);
        if (obstacle.isPresent()) {
            failures.add(obstacle.get());
        } else {
            try {
                return begin(own.patientTransfer(record, options)).run();
            } catch (DocumentNotFoundException e) {
                failures.addAll(e.attempts());
            }
        }
        failures.addAll(others.attempts());
        throw new DocumentNotFoundException(number(), failures);
    }

    /** Whoever cancels it from now on ends this. */
    private Transfer begin(Transfer next) {
        lock.lock();
        try {
            if (state.isFinal()) {
                throw new CancellationException("the download of document " + number() + " was cancelled");
            }
            transfer = next;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private Transfer transfer() {
        lock.lock();
        try {
            return transfer;
        } finally {
            lock.unlock();
        }
    }

    /** Moves to a state if that is still possible. */
    private boolean move(State to, @Nullable Path result, @Nullable P2pdiException problem) {
        lock.lock();
        try {
            if (state.isFinal()) {
                return false;
            }
            state = to;
            file = result;
            failure = problem;
        } finally {
            lock.unlock();
        }
        if (to == State.CANCELLED) {
            transfer().cancel();
        }
        try {
            onChange.accept(this, to);
            listeners.changed();
        } finally {
            if (to.isFinal()) {
                end(result, problem);
            }
        }
        return true;
    }

    private void end(@Nullable Path result, @Nullable P2pdiException problem) {
        if (result != null) {
            outcome.complete(result);
        } else if (problem != null) {
            outcome.completeExceptionally(problem);
        }
        lock.lock();
        try {
            ended = true;
            end.signalAll();
        } finally {
            lock.unlock();
        }
        // What depends on a future that is cancelled runs within this, and may wait for the end itself.
        outcome.cancel(false);
    }

    @Override
    public long number() {
        return key.number();
    }

    @Override
    public State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Path> file() {
        lock.lock();
        try {
            return file == null ? transfer.file() : Optional.of(file);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Progress progress() {
        Transfer current = transfer();
        Intake.Standing now = current.standing();
        return new Progress(now.bytes(), now.verified(), current.resumed(), now.total(), now.rate(), current.holders());
    }

    @Override
    public Verification verification() {
        Optional<Board.Result> result = transfer().result();
        if (state() != State.DONE || result.isEmpty()) {
            return Verification.NONE;
        }
        return result.get().sha256().isPresent() ? Verification.SHA256 : Verification.LENGTH;
    }

    @Override
    public void addListener(Listener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public Path await() throws P2pdiException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!ended) {
                end.await();
            }
            return result();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Path await(Duration longest) throws P2pdiException, InterruptedException, TimeoutException {
        long by = means.time().nanos() + TimeSource.nanosIn(longest);
        lock.lockInterruptibly();
        try {
            while (!ended) {
                long left = by - means.time().nanos();
                if (left <= 0) {
                    throw new TimeoutException("document " + number() + " was not had within " + longest);
                }
                means.time().await(lock, end, left);
            }
            return result();
        } finally {
            lock.unlock();
        }
    }

    private Path result() throws P2pdiException {
        if (failure != null) {
            throw failure;
        }
        if (file == null) {
            throw new CancellationException("the download of document " + number() + " was cancelled");
        }
        return file;
    }

    @Override
    public boolean cancel() {
        return move(State.CANCELLED, null, null);
    }

    @Override
    public CompletableFuture<Path> toFuture() {
        OutcomeFuture future = new OutcomeFuture(this);
        CompletableFuture<Path> unused = outcome.isDone()
                ? outcome.whenComplete(future::take)
                : outcome.whenCompleteAsync(future::take, this::tellFuture);
        return future;
    }

    /** Away from where downloads run, as what depends on a future may wait for another download. Who cancels has no other place, as everything may be closing. */
    private void tellFuture(Runnable news) {
        if (state() == State.CANCELLED) {
            news.run();
            return;
        }
        try {
            means.executor().execute(news);
        } catch (RejectedExecutionException e) {
            news.run();
        }
    }

    @Override
    public String toString() {
        return "download of document " + number() + ", " + state();
    }
}
