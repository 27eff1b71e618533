package io.github.p2pdi.impl.runtime;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners one after the other, away from the thread on which something happened. Bounded: what a slow listener leaves no room for is
 * dropped and counted. The monitor of the queue guards it and {@code running}; listeners are called outside it.
 */
public final class EventQueue {
    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);
    private static final int ROOM = 10_000;

    private final Executor executor;
    private final Queue<Runnable> events = new ArrayDeque<>();
    private final AtomicLong dropped = new AtomicLong();
    private boolean running;

    public EventQueue(Executor executor) {
        this.executor = executor;
    }

    /** Calls the event soon; never blocks. */
    public void add(Runnable event) {
        add(event, ROOM);
    }

    /** The same for whoever has one event waiting at a time: it is not dropped. */
    public void addKept(Runnable event) {
        add(event, Integer.MAX_VALUE);
    }

    private void add(Runnable event, int room) {
        synchronized (events) {
            if (events.size() >= room) {
                if (dropped.getAndIncrement() == 0) {
                    LOG.warn("a listener is too slow: more than {} events wait, further ones are dropped", ROOM);
                }
                return;
            }
            events.add(event);
            if (running) {
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
