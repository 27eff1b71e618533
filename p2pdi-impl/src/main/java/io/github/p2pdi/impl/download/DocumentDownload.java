package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.time.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One download. WAITING, then RUNNING, then one of DONE, FAILED and CANCELLED; the queue's thread moves it on, and anybody may cancel. The lock
 * guards the state and the outcome; listeners are told outside it.
 */
final class DocumentDownload implements Download, FetchProgress {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentDownload.class);

    private final long number;
    private final TimeSource time;
    private final Consumer<DocumentDownload> onChange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final CompletableFuture<Path> outcome = new CompletableFuture<>();
    private final DocumentFetch fetch;
    private final HolderSearch.Candidates candidates;
    private State state = State.WAITING;
    private long bytes;
    private OptionalLong total = OptionalLong.empty();
    private @Nullable Runnable stop;
    private @Nullable Path file;
    private @Nullable P2pdiException failure;

    DocumentDownload(
            long number,
            DocumentFetch fetch,
            HolderSearch.Candidates candidates,
            TimeSource time,
            Consumer<DocumentDownload> onChange) {
        this.number = number;
        this.fetch = fetch;
        this.candidates = candidates;
        this.time = time;
        this.onChange = onChange;
    }

    /** Finds and fetches; to be called once. */
    void run() {
        if (!move(State.RUNNING, null, null)) {
            return;
        }
        try {
            move(State.DONE, find(), null);
        } catch (P2pdiException e) {
            move(State.FAILED, null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CancellationException e) {
            LOG.debug("{}", e.getMessage());
        } finally {
            // Does nothing where it has ended as it should; nobody ever waits in vain.
            cancel();
        }
    }

    private Path find() throws P2pdiException, InterruptedException {
        Optional<Path> held = fetch.held(number);
        if (held.isPresent()) {
            return held.get();
        }
        for (Optional<Rfc> next = candidates.next(); next.isPresent(); next = candidates.next()) {
            checkWanted();
            Rfc record = next.get();
            try {
                return fetch.fetch(record, this);
            } catch (StorageException e) {
                // Our own disk: another holder would not help.
                throw e;
            } catch (DocumentNotFoundException e) {
                candidates.failed(new Attempt(record.holder(), "does not have it any more"));
            } catch (P2pdiException e) {
                checkWanted();
                LOG.debug("document {} could not be had from {}", number, record.holder(), e);
                candidates.failed(new Attempt(record.holder(), "failed: " + e.getMessage()));
            }
        }
        throw new DocumentNotFoundException(number, candidates.attempts());
    }

    @Override
    public void begin(long size, Runnable stopper) {
        lock.lock();
        try {
            bytes = 0;
            total = OptionalLong.of(size);
            stop = stopper;
        } finally {
            lock.unlock();
        }
        checkWanted();
    }

    @Override
    public void add(int more) {
        lock.lock();
        try {
            bytes += more;
        } finally {
            lock.unlock();
        }
        checkWanted();
    }

    private void checkWanted() {
        if (state() == State.CANCELLED) {
            throw new CancellationException("the download of document " + number + " was cancelled");
        }
    }

    /** Moves to a state if that is still possible. */
    private boolean move(State to, @Nullable Path result, @Nullable P2pdiException problem) {
        Runnable stopper;
        lock.lock();
        try {
            if (state.isFinal()) {
                return false;
            }
            state = to;
            file = result;
            failure = problem;
            stopper = stop;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        if (to != State.RUNNING) {
            settle(to, result, problem, stopper);
        }
        onChange.accept(this);
        return true;
    }

    private void settle(State to, @Nullable Path result, @Nullable P2pdiException problem, @Nullable Runnable stopper) {
        if (to == State.CANCELLED) {
            if (stopper != null) {
                stopper.run();
            }
            outcome.cancel(false);
        } else if (result != null) {
            outcome.complete(result);
        } else if (problem != null) {
            outcome.completeExceptionally(problem);
        }
    }

    @Override
    public long number() {
        return number;
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
    public Progress progress() {
        lock.lock();
        try {
            return new Progress(bytes, total);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Path await() throws P2pdiException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!state.isFinal()) {
                ended.await();
            }
            return result();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Path await(Duration longest) throws P2pdiException, InterruptedException, TimeoutException {
        long by = time.nanos() + longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (!state.isFinal()) {
                long left = by - time.nanos();
                if (left <= 0) {
                    throw new TimeoutException("document " + number + " was not had within " + longest);
                }
                time.await(lock, ended, left);
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
            throw new CancellationException("the download of document " + number + " was cancelled");
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
        CompletableFuture<Path> unused = outcome.whenComplete(future::take);
        return future;
    }

    @Override
    public String toString() {
        return "download of document " + number + ", " + state();
    }
}
