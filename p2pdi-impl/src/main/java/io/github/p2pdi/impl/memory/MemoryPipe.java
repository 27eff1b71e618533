package io.github.p2pdi.impl.memory;

import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Bytes one way, through a ring that grows up to a limit and is let go of when it is empty. Either end waits, or is told when it is worth trying again. Its monitor
 * guards all, and is not held while an end is told. Waits have no limit of their own: whoever has a deadline closes the stream at it.
 */
final class MemoryPipe {
    private static final int SMALL = 512;
    private static final int LARGE = 128 << 10;
    private static final byte[] NOTHING = {};

    private final Flow flow;
    private final LongAdder sent;
    private volatile Runnable onReadable = () -> {};
    private volatile Runnable onWritable = () -> {};
    private volatile Runnable onCut = () -> {};
    private byte[] ring = NOTHING;
    private int start;
    private int count;
    private long taken;
    private boolean ended;
    private boolean broken;
    private boolean draining;

    /** {@code flaws} befall the bytes, {@code sent} counts them. */
    MemoryPipe(Flaws flaws, TimeSource time, LongAdder sent) {
        this.flow = new Flow(flaws, time, this::changed);
        this.sent = sent;
    }

    /** Who is told, on any thread, that a read may give something now. To be set before anything is written. */
    void onReadable(Runnable reader) {
        onReadable = reader;
    }

    /** Who is told, on any thread, that a write may take something now. To be set before anything is written. */
    void onWritable(Runnable writer) {
        onWritable = writer;
    }

    /** Who is told, on any thread, that the bytes end where they are cut. */
    void onCut(Runnable other) {
        onCut = other;
    }

    /** Writes all of it, or throws. */
    int write(ByteBuffer from) throws IOException {
        int whole = from.remaining();
        while (from.hasRemaining()) {
            synchronized (this) {
                if (put(from) == 0) {
                    await(this);
                    continue;
                }
            }
            onReadable.run();
        }
        return whole;
    }

    /** Writes what there is room for, perhaps nothing. */
    int tryWrite(ByteBuffer from) throws IOException {
        int written;
        synchronized (this) {
            written = put(from);
        }
        if (written > 0) {
            onReadable.run();
        }
        return written;
    }

    /** How much there is room for. */
    synchronized int room() {
        return LARGE - count;
    }

    /** How much is in it, whether it can be read yet or not. */
    synchronized int size() {
        return count;
    }

    /** Reads what is there, waiting for at least a byte; -1 at the end. */
    int read(ByteBuffer into) throws IOException {
        int read;
        synchronized (this) {
            for (read = get(into); read == 0 && into.hasRemaining(); read = get(into)) {
                await(this);
            }
        }
        tell(read);
        return read;
    }

    /** Reads what is there, perhaps nothing; -1 at the end. */
    int tryRead(ByteBuffer into) throws IOException {
        int read;
        synchronized (this) {
            read = get(into);
        }
        tell(read);
        return read;
    }

    private void tell(int read) {
        if (read < 0 && flow.isCut()) {
            onCut.run();
        }
        if (read != 0) {
            onWritable.run();
        }
    }

    /** Whether a read would not wait, or there is something that will be read later. */
    synchronized boolean isReadable() {
        return count > 0 || ended || broken;
    }

    /** Nothing more will be written; what is in it can still be read. Whoever ends it again and again would wake himself by telling so again. */
    void end() {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        changed();
    }

    /** Nobody reads or writes any more: nothing in it matters. */
    void breakOff() {
        synchronized (this) {
            broken = true;
            ring = NOTHING;
            count = 0;
            flow.close();
        }
        changed();
    }

    /** From now on takes everything and gives nothing. */
    synchronized void drain() {
        draining = true;
    }

    /** Nothing comes out before {@link #release}. */
    void hold() {
        flow.hold();
    }

    void release() {
        flow.release();
        changed();
    }

    private void changed() {
        synchronized (this) {
            notifyAll();
        }
        onReadable.run();
        onWritable.run();
    }

    private int put(ByteBuffer from) throws IOException {
        if (ended || broken) {
            throw new IOException("the other side has closed");
        }
        if (draining) {
            int size = from.remaining();
            from.position(from.limit());
            return size;
        }
        grow(from.remaining());
        int size = Math.min(ring.length - count, from.remaining());
        for (int left = size; left > 0; ) {
            int at = (start + count) % ring.length;
            int run = Math.min(left, ring.length - at);
            from.get(ring, at, run);
            count += run;
            left -= run;
        }
        if (size > 0) {
            sent.add(size);
            notifyAll();
        }
        return size;
    }

    private int get(ByteBuffer into) throws IOException {
        if (broken) {
            throw new AsynchronousCloseException();
        }
        if (flow.cut(taken)) {
            ended = true;
            count = 0;
            notifyAll();
        }
        if (count == 0) {
            return ended ? -1 : 0;
        }
        int read = (int) Math.min(Math.min(count, into.remaining()), flow.through(taken, count));
        if (read > 0) {
            int at = into.position();
            take(into, read);
            flow.spoil(into, at, taken, read);
            taken += read;
            notifyAll();
        }
        return read;
    }

    private void grow(int wanted) {
        if (ring.length < LARGE && ring.length - count < wanted) {
            byte[] larger = new byte[Math.max(SMALL, Math.min(LARGE, Integer.highestOneBit(count + wanted) * 2))];
            ByteBuffer all = ByteBuffer.wrap(larger);
            int kept = count;
            take(all, kept);
            ring = larger;
            start = 0;
            count = kept;
        }
    }

    private void take(ByteBuffer into, int size) {
        for (int left = size; left > 0; ) {
            int run = Math.min(left, ring.length - start);
            into.put(ring, start, run);
            start = (start + run) % ring.length;
            count -= run;
            left -= run;
        }
        if (count == 0) {
            start = 0;
            ring = ring.length > SMALL ? NOTHING : ring;
        }
    }

    /** Waits on a monitor that is held; an interrupt ends it as it ends a wait on a socket. */
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
    private static void await(Object monitor) throws ClosedByInterruptException {
        try {
            monitor.wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }
}
