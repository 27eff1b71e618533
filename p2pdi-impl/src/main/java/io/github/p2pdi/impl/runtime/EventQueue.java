package io.github.p2pdi.impl.runtime;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners one after the other, away from the thread on which something happened. Bounded: what a slow listener leaves no room for is
 * dropped and counted. The monitor of the queue guards all fields; listeners are called outside it.
 */
public final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int ROOM = 10_000;

    private final Executor executor;
    private final Queue<Runnable> events = new ArrayDeque<>();
    /** Those that wait and are not to wait twice. */
    private final Set<Runnable> once = new HashSet<>();

    private final AtomicLong dropped = new AtomicLong();
    private boolean running;

    public EventQueue(Executor executor) {
        this.executor = executor;
    }

    /** Calls the event soon; never blocks. */
    public void add(Runnable event) {
        synchronized (events) {
            if (events.size() >= ROOM) {
                if (dropped.getAndIncrement() == 0) {
                    LOG.warn("a listener is too slow: more than {} events wait, further ones are dropped", ROOM);
                }
                return;
            }
            events.add(event);
        }
        start();
    }

    /** The same, unless that event waits already. It is not dropped. */
    public void addOnce(Runnable event) {
        synchronized (events) {
            if (once.add(event)) {
                events.add(event);
            }
        }
        start();
    }

    private void start() {
        synchronized (events) {
            if (running || events.isEmpty()) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            // Told with the next event; where everything is being closed there is none, and nobody left to tell.
            synchronized (events) {
                running = false;
            }
        }
    }

    private void run() {
        while (true) {
            Runnable event;
            synchronized (events) {
                event = events.poll();
                if (event == null) {
                    running = false;
                    return;
                }
                // Before it is called: what happens meanwhile is told once more.
                once.remove(event);
            }
            call(event);
        }
    }

    private static void call(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed", e);
        }
    }
}
