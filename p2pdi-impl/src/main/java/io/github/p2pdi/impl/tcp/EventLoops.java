package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.runtime.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The loops that connections are spread over: one for every two cores, as whoever is served on the same machine, the kernel and the application
 * want some too. On two cores a second loop made no request faster, and new connections a quarter slower.
 */
final class EventLoops implements AutoCloseable {
    private final EventLoop[] loops;
    private final AtomicInteger turn = new AtomicInteger();

    /** Throws an {@link UncheckedIOException} if there are no descriptors or threads for them. */
    EventLoops() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), Threads.platform("loop"));
    }

    EventLoops(int count, ThreadFactory threads) {
        loops = new EventLoop[count];
        boolean whole = false;
        try {
            for (int i = 0; i < count; i++) {
                loops[i] = start(threads);
            }
            whole = true;
        } catch (IOException | OutOfMemoryError e) {
            IOException cause = e instanceof IOException thrown ? thrown : new IOException(e);
            throw new UncheckedIOException("no event loop can be started: " + e.getMessage(), cause);
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private static EventLoop start(ThreadFactory threads) throws IOException {
        EventLoop loop = new EventLoop();
        boolean started = false;
        try {
            threads.newThread(loop).start();
            started = true;
        } finally {
            if (!started) {
                loop.abandon();
            }
        }
        return loop;
    }

    EventLoop next() {
        return loops[Math.floorMod(turn.getAndIncrement(), loops.length)];
    }

    @Override
    public void close() {
        for (EventLoop loop : loops) {
            if (loop != null) {
                loop.close();
            }
        }
    }
}
