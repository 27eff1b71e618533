package io.github.p2pdi.testkit;

import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * A document that is made as it is read: as large as you like, in no memory. It counts how far it has been read and how often it was closed,
 * and can be told to fail from some position on.
 *
 * <p>Safe for concurrent use.
 */
final class CountedContent implements Content {
    /** Odd and small, so that readers meet short reads, as a {@link Content} may give. */
    private static final int MOST_A_READ = 99_991;

    private final long size;
    private final long failsAt;
    private final Fault fault;
    private long furthest;
    private int closings;
    private boolean readWhileClosed;

    /** What reading gives from some position on. */
    enum Fault {
        NONE,
        /** An IOException, as a disk would. */
        BROKEN,
        /** An unchecked exception, as a bug would. */
        BUG,
        /** The end, as a file that was cut meanwhile would. */
        CUT
    }

    CountedContent(long size) {
        this(size, Long.MAX_VALUE, Fault.NONE);
    }

    CountedContent(long size, long failsAt, Fault fault) {
        this.size = size;
        this.failsAt = failsAt;
        this.fault = fault;
    }

    /** The byte at a position: neighbouring blocks differ, whatever their size, so that none is lost or repeated unnoticed. */
    static byte at(long position) {
        return (byte) (position * 31 + (position >>> 8) * 7 + (position >>> 16) * 13 + (position >>> 24) * 17);
    }

    Body body() {
        return new Body.Slice(this, 0, size);
    }

    synchronized long furthest() {
        return furthest;
    }

    synchronized int closings() {
        return closings;
    }

    synchronized boolean wasReadWhileClosed() {
        return readWhileClosed;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized int read(ByteBuffer into, long position) throws IOException {
        readWhileClosed |= closings > 0;
        int count = (int) Math.min(Math.min(into.remaining(), MOST_A_READ), Math.min(size, failsAt) - position);
        if (count <= 0) {
            return into.hasRemaining() ? endOrFailure() : 0;
        }
        for (long at = position; at < position + count; at++) {
            into.put(at(at));
        }
        furthest = Math.max(furthest, position + count);
        notifyAll();
        return count;
    }

    @Override
    public synchronized void close() {
        closings++;
        notifyAll();
    }

    synchronized void awaitClosed() throws InterruptedException {
        Patience patience = Patience.begin();
        while (closings == 0) {
            patience.waitOn(this, () -> "a body to be closed, read up to " + furthest + " of " + size);
        }
    }

    /** Waits until nobody has read for a while; gives how far it has been read by then. */
    synchronized long awaitQuiet(long millis) throws InterruptedException {
        long seen = -1;
        while (seen < furthest) {
            seen = furthest;
            long begun = System.nanoTime();
            for (long left = millis; left > 0 && seen == furthest; left = millis - elapsed(begun)) {
                wait(left);
            }
        }
        return seen;
    }

    private int endOrFailure() throws IOException {
        return switch (fault) {
            case NONE, CUT -> -1;
            case BROKEN -> throw new IOException("the disk is broken at " + failsAt);
            case BUG -> throw new IllegalStateException("a bug at " + failsAt);
        };
    }

    private static long elapsed(long begunNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
    }
}
