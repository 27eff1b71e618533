package io.github.p2pdi.impl.streams;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Bytes one way, through a ring that grows up to a limit; a writer that finds it full waits. Its monitor guards all. The waits have no limit of
 * their own: whoever has a deadline closes the stream at it.
 */
final class MemoryPipe {
    private static final int SMALL = 512;
    private static final int LARGE = 128 << 10;

    private byte[] ring = new byte[0];
    private int start;
    private int count;
    private boolean ended;
    private boolean broken;

    /** Writes all of it, or throws. */
    synchronized int write(ByteBuffer from) throws IOException {
        int written = from.remaining();
        while (from.hasRemaining()) {
            if (ended || broken) {
                throw new IOException("the other side has closed");
            }
            grow(from.remaining());
            int room = ring.length - count;
            if (room == 0) {
                await(this);
            } else {
                put(from, Math.min(room, from.remaining()));
                notifyAll();
            }
        }
        return written;
    }

    /** Reads what is there, waiting for at least a byte; -1 at the end. */
    synchronized int read(ByteBuffer into) throws IOException {
        while (count == 0 && !ended && !broken) {
            await(this);
        }
        if (broken) {
            throw new AsynchronousCloseException();
        }
        if (count == 0) {
            return -1;
        }
        int read = Math.min(count, into.remaining());
        get(into, read);
        notifyAll();
        return read;
    }

    /** Whether a read would not wait. */
    synchronized boolean isReadable() {
        return count > 0 || ended || broken;
    }

    /** Nothing more will be written; what is in it can still be read. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The reader has gone: nothing in it matters any more. */
    synchronized void breakOff() {
        broken = true;
        ring = new byte[0];
        count = 0;
        notifyAll();
    }

    private void grow(int wanted) {
        if (ring.length < LARGE && ring.length - count < wanted) {
            byte[] larger = new byte[Math.max(SMALL, Math.min(LARGE, Integer.highestOneBit(count + wanted) * 2))];
            ByteBuffer all = ByteBuffer.wrap(larger);
            int kept = count;
            get(all, kept);
            ring = larger;
            start = 0;
            count = kept;
        }
    }

    private void put(ByteBuffer from, int size) {
        for (int left = size; left > 0; ) {
            int at = (start + count) % ring.length;
            int run = Math.min(left, ring.length - at);
            from.get(ring, at, run);
            count += run;
            left -= run;
        }
    }

    private void get(ByteBuffer into, int size) {
        for (int left = size; left > 0; ) {
            int run = Math.min(left, ring.length - start);
            into.put(ring, start, run);
            start = (start + run) % ring.length;
            count -= run;
            left -= run;
        }
    }

    /** Waits on a monitor that is held; an interrupt ends it as it ends a wait on a socket. */
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
    static void await(Object monitor) throws ClosedByInterruptException {
        try {
            monitor.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }
}
