package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of one download share: its {@link Transfer}, which decides, a {@link Worker} for each holder that is asked, and the {@link Verifier}.
 * One lock guards it and all that hangs on it, and whoever waits for any of the others waits on its condition. No file and no network is touched
 * under the lock.
 */
final class Board implements Verifier.Results {
    private final TimeSource time;
    private final Crew crew;
    private final BiConsumer<Holder, String> onLie;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Meter meter = new Meter();
    private @Nullable Layout layout;
    private Optional<Manifest> proposal = Optional.empty();
    private boolean stopping;
    private boolean cancelled;
    private long changes;
    private Optional<Result> result = Optional.empty();
    private @Nullable StorageException failure;
    private long wholeHad;
    private OptionalLong wholeSize = OptionalLong.empty();

    /** {@code onLie} is told of holders that are dropped for what they sent. */
    Board(TimeSource time, Crew crew, BiConsumer<Holder, String> onLie) {
        this.time = time;
        this.crew = crew;
        this.onLie = onLie;
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

    /** Does a step with everything standing still; it must not block. */
    <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
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
            lock.unlock();
        }
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
            while (crew.active() > 0) {
                changed.awaitUninterruptibly();
            }
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
            wholeHad = 0;
            wholeSize = OptionalLong.empty();
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

    /** Whether workers have nothing more to do. */
    boolean isOver() {
        return locked(() -> stopping || cancelled || failure != null || result.isPresent());
    }

    Optional<StorageException> failure() {
        return locked(() -> Optional.ofNullable(failure));
    }

    @Override
    public void failed(StorageException problem) {
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
        changing(() -> {
            holder.dropped = true;
            holder.outcome = why;
            holder.interrupt();
            return true;
        });
    }

    /** A holder sent what it should not have. */
    void lied(Holder holder, String why) {
        drop(holder, why);
        onLie.accept(holder, why);
    }

    @Override
    public void checked(int chunk, boolean isRight) {
        Optional<Holder> liar = changing(() -> {
            Layout now = current();
            if (isRight) {
                now.chunks().done(chunk);
                return Optional.empty();
            }
            return now.chunks().wrong(chunk).flatMap(this::accuse);
        });
        if (!isRight) {
            unmark(chunk);
            liar.ifPresent(
                    author -> lied(author, "sent other bytes of chunk " + chunk + " than its own manifest says"));
        }
    }

    /** Somebody has sent wrong bytes. He is a liar if he told the digests himself; else he is asked for them before anything else. */
    Optional<Holder> accuse(Holder author) {
        if (author.dropped || author.doubted) {
            return Optional.empty();
        }
        if (author.manifest.isPresent() && author.manifest.equals(manifest())) {
            return Optional.of(author);
        }
        author.doubted = true;
        author.sentWrongBytes = true;
        author.interrupt();
        return Optional.empty();
    }

    private void unmark(int chunk) {
        try {
            current().state().mark(chunk, false);
        } catch (IOException e) {
            // It is digested again by whoever goes on with it.
        }
    }

    @Override
    public void whole(Digest sha256) {
        Manifest manifest = current().manifest();
        if (sha256.equals(manifest.sha256())) {
            finish(new Result(manifest.size(), Optional.of(sha256)));
            return;
        }
        for (Holder liar : locked(() -> crew.refute(manifest))) {
            lied(liar, "told digests of chunks that do not belong to a document with SHA-256 " + manifest.sha256());
        }
        changing(() -> {
            stopping = true;
            crew.all().forEach(Holder::interrupt);
            return true;
        });
    }

    Layout current() {
        Layout now = layout();
        if (now == null) {
            throw new IllegalStateException("nothing is known of the chunks");
        }
        return now;
    }

    /** Bytes have come from a holder. */
    void received(Holder holder, int bytes) {
        long now = time.nanos();
        holder.bytes += bytes;
        holder.meter.add(bytes, now);
        meter.add(bytes, now);
    }

    /** A document of that size comes as a whole, from its first byte. */
    void beginWhole(long size) {
        changing(() -> {
            wholeHad = 0;
            wholeSize = OptionalLong.of(size);
            return true;
        });
    }

    void receivedOfWhole(Holder holder, int bytes) {
        locked(() -> {
            received(holder, bytes);
            wholeHad += bytes;
            return true;
        });
    }

    /** How far it is. */
    Standing standing() {
        return locked(() -> {
            double rate = meter.at(time.nanos());
            if (layout == null) {
                long right = result.flatMap(Result::sha256).isPresent() ? wholeHad : 0;
                return new Standing(wholeHad, right, wholeSize, (long) rate);
            }
            ChunkMap chunks = layout.chunks();
            return new Standing(
                    chunks.bytes(),
                    chunks.doneBytes(),
                    OptionalLong.of(chunks.manifest().size()),
                    (long) rate);
        });
    }

    /**
     * How far it is.
     *
     * @param bytes the bytes that are here
     * @param verified those that were found right
     * @param total all there will be, if that is known
     * @param rate bytes a second
     */
    record Standing(long bytes, long verified, OptionalLong total, long rate) {}
}
