package io.github.p2pdi.impl.download;

import io.github.p2pdi.impl.runtime.EventQueue;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners of one download, each in order and on a queue of its own, so that one that blocks harms nobody: of each change of state, and twice
 * a second of progress as long as it runs. The monitor guards the fields.
 */
final class Listeners {
    private static final Duration BEAT = Duration.ofMillis(500);

    private final Download download;
    private final TimeSource time;
    private final Executor executor;
    private final List<Told> listeners = new ArrayList<>(1);
    private TimeSource.@Nullable Scheduled beat;

    Listeners(Download download, TimeSource time, Executor executor) {
        this.download = download;
        this.time = time;
        this.executor = executor;
    }

    void add(Download.Listener listener) {
        Told told = new Told(listener, new EventQueue(executor));
        synchronized (this) {
            listeners.add(told);
        }
        told.tell(download);
        keepBeating();
    }

    /** The state has changed. */
    void changed() {
        List<Told> all;
        synchronized (this) {
            all = List.copyOf(listeners);
        }
        all.forEach(told -> told.tell(download));
        keepBeating();
    }

    private synchronized void keepBeating() {
        boolean running = download.state() == Download.State.RUNNING;
        if (running && beat == null && !listeners.isEmpty()) {
            beat = time.schedule(BEAT, this::beat);
        } else if (!running && beat != null) {
            beat.cancel();
            beat = null;
        }
    }

    private void beat() {
        List<Told> all;
        synchronized (this) {
            beat = null;
            all = List.copyOf(listeners);
        }
        all.forEach(told -> told.tellIfIdle(download));
        keepBeating();
    }

    /** One listener. The monitor guards the flag. */
    private static final class Told {
        private final Download.Listener listener;
        private final EventQueue queue;
        private int pending;

        Told(Download.Listener listener, EventQueue queue) {
            this.listener = listener;
            this.queue = queue;
        }

        void tell(Download download) {
            synchronized (this) {
                pending++;
            }
            queue.add(() -> {
                try {
                    listener.changed(download);
                } finally {
                    synchronized (this) {
                        pending--;
                    }
                }
            });
        }

        /** One that is still busy is not told of progress. */
        void tellIfIdle(Download download) {
            boolean idle;
            synchronized (this) {
                idle = pending == 0;
            }
            if (idle) {
                tell(download);
            }
        }
    }
}
