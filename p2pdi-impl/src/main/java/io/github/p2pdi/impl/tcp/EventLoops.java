package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.runtime.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The loops that connections are spread over: one a core. */
final class EventLoops implements AutoCloseable {
    private final EventLoop[] loops;
    private final AtomicInteger turn = new AtomicInteger();

    EventLoops() {
        ThreadFactory threads = Threads.platform("loop");
        loops = new EventLoop[Runtime.getRuntime().availableProcessors()];
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
