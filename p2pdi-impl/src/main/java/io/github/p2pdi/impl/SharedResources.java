package io.github.p2pdi.impl;

import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.EventQueue;
import io.github.p2pdi.impl.runtime.LimitedExecutor;
import io.github.p2pdi.impl.runtime.RareLog;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.node.NodeResources;
import io.github.p2pdi.time.TimeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of one node or of many. The monitor of the map guards it. */
final class SharedResources implements NodeResources {
    private static final Logger LOG = LoggerFactory.getLogger(SharedResources.class);
    /** So that many nodes that ask around at the same time do not need as many threads. */
    private static final int MOST_IN_BACKGROUND = 32;
    /** Beside those: whom somebody far away keeps waiting. */
    private static final int MOST_ASIDE = 512;

    private final Closer closer = new Closer();
    private final SystemTime time = closer.add(new SystemTime());
    private final ExecutorService blocking;
    private final LimitedExecutor background = new LimitedExecutor(this::execute, MOST_IN_BACKGROUND, MOST_ASIDE);
    private final EventQueue messages = new EventQueue(this::execute);
    private final Map<Class<?>, AutoCloseable> parts = new HashMap<>();
    private final RareLog wants = new RareLog(time);
    private volatile boolean closed;
    /** Set on our own threads. */
    private final ThreadLocal<Boolean> within = new ThreadLocal<>();

    SharedResources() {
        this(Threads.blocking("worker"));
    }

    /** Runs everything on threads that a test can watch; closes them as its own. */
    SharedResources(ExecutorService blocking) {
        this.blocking = blocking;
        closer.add(this::closeThreads);
    }

    /**
     * Those that were given to a node.
     *
     * @throws IllegalStateException if they are closed
     * @throws IllegalArgumentException if they are none of ours
     */
    static SharedResources of(NodeResources given) {
        if (!(given instanceof SharedResources ours)) {
            throw new IllegalArgumentException("node resources come from P2PDI.nodeResources(), and not from "
                    + given.getClass().getName());
        }
        if (ours.closed) {
            throw new IllegalStateException("the node resources are closed");
        }
        return ours;
    }

    TimeSource time() {
        return time;
    }

    /** What tells listeners of messages, those of all nodes in one order: so what one sends is told before what another does about it. */
    EventQueue messages() {
        return messages;
    }

    /** Runs what blocks and may wait for others of its kind: a few at a time, of all nodes together, and beside them those that have left their places. */
    LimitedExecutor background() {
        return background;
    }

    /**
     * Runs what blocks, on a thread of its own.
     *
     * @throws RejectedExecutionException if there is no thread for it: because all is being closed, or because the system gives none now
     */
    void execute(Runnable task) {
        try {
            blocking.execute(() -> run(task));
        } catch (OutOfMemoryError e) {
            // Said in the one way that everybody who gives work away is prepared for.
            wants.tell(others -> LOG.warn("no thread can be had{}: {}", others, e.getMessage()));
            throw new RejectedExecutionException("no thread can be had: " + e.getMessage(), e);
        }
    }

    private void run(Runnable task) {
        within.set(true);
        try {
            task.run();
        } finally {
            within.remove();
        }
    }

    /** A listener may close, on a thread of ours: that one can neither be waited for nor interrupted. */
    private void closeThreads() {
        if (within.get() == null) {
            Threads.close(blocking);
        } else {
            blocking.shutdown();
        }
    }

    <T extends AutoCloseable> T shared(Class<T> type, Supplier<T> make) {
        synchronized (parts) {
            return type.cast(parts.computeIfAbsent(type, wanted -> closer.add(make.get())));
        }
    }

    @Override
    public void close() {
        closed = true;
        closer.close();
    }
}
