package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.runtime.Closer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread, one selector, and the sockets registered with it. Tasks from other threads are queued; the first one queued wakes the selector.
 * Everything else is for the loop's own thread.
 *
 * <p>In a turn first all that has come is read and handled, then all is answered. Were each answered at once, the first answer would wake whoever
 * waits on the other side, who would be asleep again before the second: and waking somebody is the dearest part of a small answer.
 *
 * <p>Nobody interrupts the thread but what it runs for one connection, and that reaches no other: the selector would never sleep again.
 */
final class EventLoop implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    /** What one connection may read or write in one turn, so that it cannot keep others waiting. */
    static final int TURN_BYTES = 256 << 10;

    private static final int BUFFER = TURN_BYTES;
    /** What is read of one connection at a time; so much of it is held at the most while an answer is on its way. */
    private static final int IN_BYTES = 8 << 10;

    private static final long PAUSE_NANOS = 100_000_000L;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Queue<Answering> answering = new ArrayDeque<>();
    /** What has been taken out of the selector by the next selection, and is closed then. */
    private final Queue<Channel> leaving = new ArrayDeque<>();

    private final ByteBuffer in = ByteBuffer.allocateDirect(IN_BYTES);
    /** Parsing looks at each byte, which costs more in memory that is not Java's. */
    private final ByteBuffer copiedIn = ByteBuffer.allocate(IN_BYTES);

    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER);
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    EventLoop() throws IOException {
        selector = Selector.open();
    }

    /** Something whose socket is registered here. */
    interface Ready {
        /** The socket is ready; what it throws ends it. */
        void ready(SelectionKey key) throws IOException;

        /** The loop closes, or {@link #ready} threw. */
        void drop();
    }

    /** Something that has answers to send. */
    @FunctionalInterface
    interface Answering {
        /** Sends what there is to send, and does not throw. */
        void answer();
    }

    Selector selector() {
        return selector;
    }

    /** What has come, or nothing if that was the end. It is of no use after the turn. */
    @Nullable
    ByteBuffer read(ReadableByteChannel from) throws IOException {
        int read = from.read(in.clear());
        return read < 0 ? null : copiedIn.clear().put(in.flip()).flip();
    }

    /** For writing from; its content is of no use after the turn. */
    ByteBuffer out() {
        return out.clear();
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Runs a task on the loop soon; false if the loop has closed and will not. */
    boolean execute(Runnable task) {
        if (closed) {
            return false;
        }
        tasks.add(task);
        // The loop itself is awake, and looks for tasks before it sleeps.
        if (!isCurrent() && woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
        // A loop that closed meanwhile has run its last tasks, perhaps without this one.
        return !closed || !tasks.remove(task);
    }

    /** Has something answer when all that is ready has been read. */
    void atEndOfTurn(Answering last) {
        answering.add(last);
    }

    /**
     * Closes a channel once the next selection has taken it out. One that is closed before costs two more calls of the system: as it cannot be closed
     * for good while it is registered, it is then shut down first.
     */
    void close(SelectionKey key) {
        key.cancel();
        leaving.add(key.channel());
    }

    /**
     * Closes for good what was closed while it was registered, which only a selection does. For tasks. The selection may swallow a wake-up whose
     * sender counts on it, so there is one afterwards.
     */
    void flush() {
        try {
            selector.selectNow(this::serve);
        } catch (IOException e) {
            LOG.debug("the selector failed", e);
        } finally {
            selector.wakeup();
        }
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!closed) {
                turnOrPause();
            }
        } catch (IOException | ClosedSelectorException e) {
            LOG.warn("an event loop has ended", e);
        } finally {
            end();
        }
    }

    /** A moment without memory, say, must not end what thousands of connections depend on. */
    private void turnOrPause() throws IOException {
        try {
            turn();
        } catch (ClosedSelectorException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.warn("an event loop failed, pausing", e);
            woken.set(false);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void turn() throws IOException {
        int gone = leaving.size();
        if (tasks.isEmpty() && gone == 0) {
            selector.select(this::serve);
        } else {
            selector.selectNow(this::serve);
        }
        closeFirst(gone);
        woken.set(false);
        runTasks(tasks.size());
        for (Answering next = answering.poll(); next != null; next = answering.poll()) {
            next.answer();
            forgetInterrupt();
        }
    }

    static void forgetInterrupt() {
        boolean unused = Thread.interrupted();
    }

    private void closeFirst(int count) {
        for (int i = 0; i < count; i++) {
            Closer.close(leaving.remove());
        }
    }

    /** Those that come meanwhile are for the next turn, or whoever has another one each time would keep all others waiting. */
    private void runTasks(int most) {
        for (int i = 0; i < most; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a task of the event loop failed", e);
            }
            forgetInterrupt();
        }
    }

    private void serve(SelectionKey key) {
        Ready attached = (Ready) key.attachment();
        try {
            attached.ready(key);
        } catch (IOException e) {
            attached.drop();
        } catch (RuntimeException | Error e) {
            LOG.warn("a connection failed", e);
            attached.drop();
        }
        forgetInterrupt();
    }

    /** Ends it without its ever having run. */
    void abandon() {
        end();
    }

    private void end() {
        closed = true;
        runTasks(Integer.MAX_VALUE);
        for (SelectionKey key : selector.keys()) {
            ((Ready) key.attachment()).drop();
        }
        closeFirst(leaving.size());
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("a selector could not be closed", e);
        }
        ended.countDown();
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        if (isCurrent()) {
            return;
        }
        try {
            ended.await(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
