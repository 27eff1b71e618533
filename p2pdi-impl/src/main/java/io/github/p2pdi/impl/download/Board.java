package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.exchange.Call;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of one download share: its {@link Transfer}, which decides, a {@link Worker} for each holder that is asked, and the {@link Verifier}.
 * One lock guards it and all that hangs on it, and whoever waits for any of the others waits on its condition. No file and no network is touched
 * under the lock.
 */
final class Board {
    private final TimeSource time;
    private final Crew crew;
    private final BiConsumer<Holder, String> onLie;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Intake intake = new Intake(this);
    private final Judge judge;
    private @Nullable Layout layout;
    private Optional<Manifest> proposal = Optional.empty();
    private boolean stopping;
    private boolean cancelled;
    private long changes;
    private Optional<Result> result = Optional.empty();
    private @Nullable StorageException failure;

    /** {@code onLie} is told of holders that are dropped for what they sent. */
    Board(TimeSource time, Crew crew, BiConsumer<Holder, String> onLie) {
        this.time = time;
        this.crew = crew;
        this.onLie = onLie;
        this.judge = new Judge(this, crew);
    }

    /**
     * The document is here.
     *
     * @param size how many bytes it has
     * @param sha256 its digest, if that has been compared with what it should be
     */
    record Result(long size, Optional<Digest> sha256) {}

    TimeSource time() {
        return time;
    }

    Intake intake() {
        return intake;
    }

    Judge judge() {
        return judge;
    }

    /** Does a step with everything standing still; it must not block. */
    <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            unlock();
        }
    }

    /** As {@link #locked}, and lets everybody look at what has changed. */
    <T> T changing(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            changes++;
            changed.signalAll();
            unlock();
        }
    }

    /** As {@link #locked}, and lets everybody look at what has changed if the step says that it is of interest. */
    void changingIf(BooleanSupplier step) {
        lock.lock();
        try {
            if (step.getAsBoolean()) {
                changes++;
                changed.signalAll();
            }
        } finally {
            unlock();
        }
    }

    /** Then ends the calls that were to be ended, if nothing is held any more. */
    private void unlock() {
        boolean ends = crew.hasEnded() && lock.getHoldCount() == 1;
        List<Call> ended = ends ? crew.takeEnded() : List.of();
        lock.unlock();
        ended.forEach(Call::cancel);
    }

    /** Waits, with the lock in the hand, for a change or until so much time has passed. */
    void await(long nanos) {
        try {
            time.await(lock, changed, nanos);
        } catch (InterruptedException e) {
            cancelled = true;
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits, with the lock in the hand, until changes have made something so. An interrupt stays for later: {@link #await} would not even let go of the lock
     * then, and whoever waits for nothing else would keep it for ever.
     */
    void awaitUninterruptibly(BooleanSupplier end) {
        while (!end.getAsBoolean()) {
            changed.awaitUninterruptibly();
        }
    }

    /** How many changes there have been. */
    long changes() {
        return locked(() -> changes);
    }

    /** Waits until there have been more changes than that, at most so long. */
    void awaitChange(long than, long nanos) {
        long by = time.nanos() + nanos;
        locked(() -> {
            while (changes == than && !cancelled && by - time.nanos() > 0) {
                await(by - time.nanos());
            }
            return true;
        });
    }

    /** Waits until no worker is busy any more. */
    void awaitNobody() {
        locked(() -> {
            awaitUninterruptibly(() -> crew.active() == 0);
            return true;
        });
    }

    @Nullable
    Layout layout() {
        return locked(() -> layout);
    }

    Optional<Manifest> manifest() {
        return locked(() -> layout == null ? Optional.empty() : Optional.of(layout.manifest()));
    }

    /** From now on this is put together; nothing, where that is not known any more. */
    void layout(@Nullable Layout now) {
        changing(() -> {
            layout = now;
            proposal = Optional.empty();
            stopping = false;
            intake.restart();
            crew.all().forEach(Holder::acquit);
            return true;
        });
    }

    /** Somebody has told what the chunks are. */
    void propose(Manifest manifest) {
        proposal = Optional.of(manifest);
    }

    /** What is to be put together instead. */
    Optional<Manifest> proposal() {
        return locked(() -> proposal);
    }

    /** Ends all workers, and lets none begin anything. */
    void stop() {
        changing(() -> {
            stopping = true;
            crew.all().forEach(Holder::interrupt);
            return true;
        });
    }

    /** Whether what was put together is not to be gone on with. */
    boolean isStopping() {
        return locked(() -> stopping);
    }

    /** Nobody wants it any more. */
    void cancel() {
        changing(() -> {
            cancelled = true;
            crew.all().forEach(Holder::interrupt);
            return true;
        });
    }

    boolean isCancelled() {
        return locked(() -> cancelled);
    }

    /**
     * For those who are busy for long with something else.
     *
     * @throws CancellationException if nobody wants it any more
     */
    void checkGoesOn(long number) {
        if (isCancelled()) {
            throw new CancellationException("the download of document " + number + " was cancelled");
        }
    }

    /** Whether workers have nothing more to do. */
    boolean isOver() {
        return locked(() -> stopping || cancelled || failure != null || result.isPresent());
    }

    Optional<StorageException> failure() {
        return locked(() -> Optional.ofNullable(failure));
    }

    /** It cannot be written or read on this side. */
    void failed(StorageException problem) {
        changing(() -> {
            failure = failure == null ? problem : failure;
            crew.all().forEach(Holder::interrupt);
            return true;
        });
    }

    Optional<Result> result() {
        return locked(() -> result);
    }

    void finish(Result had) {
        changing(() -> {
            result = Optional.of(had);
            return true;
        });
    }

    /** There is no room for what a manifest says. Who told it is not asked any more, if there are others; he may have made it up. */
    boolean refuse(Manifest manifest) {
        return changing(() -> crew.refuse(manifest));
    }

    /** As {@link #refuse(Manifest)}, for one who sends a document whole. */
    boolean refuse(Holder holder, long size) {
        return changing(() -> crew.refuse(holder, size));
    }

    /** Nothing more is wanted of a holder. */
    void drop(Holder holder, String why) {
        drop(holder, why, false);
    }

    /** The same; {@code passing} says whether it may be otherwise the next time. */
    void drop(Holder holder, String why, boolean passing) {
        changing(() -> {
            holder.drop(why);
            holder.passing = passing;
            holder.interrupt();
            return true;
        });
    }

    /** A holder sent what it should not have. */
    void lied(Holder holder, String why) {
        drop(holder, why);
        onLie.accept(holder, why);
    }

    Layout current() {
        Layout now = layout();
        if (now == null) {
            throw new IllegalStateException("nothing is known of the chunks");
        }
        return now;
    }
}
