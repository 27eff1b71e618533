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

    EventLoops() {
        ThreadFactory threads = Threads.platform("loop");
        loops = new EventLoop[Math.max(1, Runtime.getRuntime().availableProcessors() / 2)];
        try {
            for (int i = 0; i < loops.length; i++) {
                loops[i] = new EventLoop();
                threads.newThread(loops[i]).start();
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("no event loop can be started", e);
        }
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
