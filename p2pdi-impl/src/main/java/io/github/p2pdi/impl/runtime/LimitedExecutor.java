package io.github.p2pdi.impl.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs some tasks at a time on another executor; more wait, in order. A task that waits for others can let one more run. What waits is run even if the other takes
 * nothing more. The monitor guards all fields.
 */
public final class LimitedExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedExecutor.class);

    private final Executor on;
    private final int most;
    private final int mostAside;
    private final Deque<Consumer<Place>> waiting = new ArrayDeque<>();
    private int running;
    private int aside;

    /** Runs so many at a time. */
    public LimitedExecutor(Executor on, int most) {
        this(on, most, 0);
    }

    /** Runs so many at a time, and beside them at most {@code mostAside} that have left their places. */
    public LimitedExecutor(Executor on, int most, int mostAside) {
        this.on = on;
        this.most = most;
        this.mostAside = mostAside;
    }

    /**
     * Runs a task as soon as there is room for it.
     *
     * @throws RejectedExecutionException if nothing runs here and the other executor takes nothing
     */
    @Override
    public void execute(Runnable task) {
        start(place -> task.run());
    }

    /**
     * Runs a task that may leave its place, as soon as there is room for it.
     *
     * @throws RejectedExecutionException if nothing runs here and the other executor takes nothing
     */
    public void start(Consumer<Place> task) {
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

    private void run(@Nullable Consumer<Place> first) {
        boolean stays = true;
        for (Consumer<Place> task = first; task != null; task = stays ? next() : null) {
            Place place = new Place();
            try {
                task.accept(place);
            } catch (RuntimeException | Error e) {
                LOG.warn("a task failed", e);
            }
            stays = place.end();
        }
    }

    private synchronized @Nullable Consumer<Place> next() {
        Consumer<Place> task = waiting.poll();
        if (task == null) {
            running--;
        }
        return task;
    }

    /** What a task runs in. The monitor of the executor guards the fields. */
    public final class Place {
        private boolean ended;
        private boolean left;

        private Place() {}

        /** Lets another run in its place, if there is room beside the others; nothing happens where the task has ended. */
        public void leave() {
            Consumer<Place> next;
            synchronized (LimitedExecutor.this) {
                if (ended || left || aside == mostAside) {
                    return;
                }
                next = waiting.poll();
                aside++;
                left = true;
                running -= next == null ? 1 : 0;
            }
            if (next != null) {
                hand(next);
            }
        }

        /** Where no thread is to be had for it, it waits on, and this task is in its place again; or it runs here, if that has ended by now. */
        private void hand(Consumer<Place> next) {
            try {
                on.execute(() -> run(next));
            } catch (RejectedExecutionException e) {
                if (!comesBack(next)) {
                    run(next);
                }
            }
        }

        private boolean comesBack(Consumer<Place> next) {
            synchronized (LimitedExecutor.this) {
                if (ended) {
                    return false;
                }
                waiting.addFirst(next);
                aside--;
                left = false;
                return true;
            }
        }

        /** Whether the next may run where this one did. */
        private boolean end() {
            synchronized (LimitedExecutor.this) {
                ended = true;
                aside -= left ? 1 : 0;
                return !left;
            }
        }
    }
}
