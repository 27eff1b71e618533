package io.github.p2pdi.impl.memory;

import io.github.p2pdi.impl.runtime.LimitedExecutor;
import java.util.concurrent.Executor;

/** Where the turns of connections run, of all nodes that share their resources. None of them waits, so a few at a time are enough. */
final class TurnThreads implements AutoCloseable {
    private static final int MOST = 16;

    private final Executor executor;

    TurnThreads(Executor on) {
        executor = new LimitedExecutor(on, MOST);
    }

    Executor executor() {
        return executor;
    }

    /** Nothing is its own. */
    @Override
    public void close() {}
}
