package io.github.p2pdi.impl.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs some tasks at a time on another executor; more wait, in order. What waits is run even if the other takes nothing more. The monitor guards both fields. */
public final class LimitedExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedExecutor.class);

    private final Executor on;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    public LimitedExecutor(Executor on, int most) {
        this.on = on;
        this.most = most;
    }

    /**
     * Runs a task as soon as there is room for it.
     *
     * @throws RejectedExecutionException if nothing runs here and the other executor takes nothing
     */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (running == most) {
                waiting.add(task);
                return;
            }
            running++;
        }
        boolean taken = false;
        try {
            on.execute(() -> run(task));
            taken = true;
        } finally {
            if (!taken) {
                run(next());
            }
        }
    }

    private void run(@Nullable Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("a task failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            running--;
        }
        return task;
    }
}
