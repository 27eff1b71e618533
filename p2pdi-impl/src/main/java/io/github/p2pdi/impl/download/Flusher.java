package io.github.p2pdi.impl.download;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has a large part written to the disk while it comes, so that its end, when all of it must have been, is not long in coming. Costs nothing but a thread for
 * the while: the bytes have to go there anyway. Safe for concurrent use.
 */
final class Flusher {
    private static final long EVERY_BYTES = 32 << 20;

    private final PartFile part;
    private final Executor executor;
    private final AtomicLong unflushed = new AtomicLong();
    private final AtomicBoolean flushing = new AtomicBoolean();

    Flusher(PartFile part, Executor executor) {
        this.part = part;
        this.executor = executor;
    }

    /** So many more bytes are in the part. */
    void written(long bytes) {
        if (unflushed.addAndGet(bytes) < EVERY_BYTES || !flushing.compareAndSet(false, true)) {
            return;
        }
        unflushed.set(0);
        try {
            executor.execute(() -> {
                part.flush();
                flushing.set(false);
            });
        } catch (RejectedExecutionException e) {
            // Everything is being closed.
            flushing.set(false);
        }
    }
}
