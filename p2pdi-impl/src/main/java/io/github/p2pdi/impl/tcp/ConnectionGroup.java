package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.runtime.Moment;
import io.github.p2pdi.impl.runtime.Watchdog;
import io.github.p2pdi.time.TimeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one listener on one loop, and their deadlines. It knows a moment before which no deadline passes, and looks at each
 * connection only then: moving a deadline later, as every request does, costs nothing. All fields are for the loop's thread.
 */
final class ConnectionGroup {
    /** Deadlines are kept to this, so that many close ones cost one look. */
    private static final long GRAIN_NANOS = 20_000_000L;

    /** Ending a connection takes its loop's next turn, no more. */
    private static final long ABORT_NANOS = 1_000_000_000L;

    private final TimeSource time;
    private final EventLoop loop;
    private final Watchdog watchdog;
    private final Set<TcpConnection> connections = new HashSet<>();
    private final CountDownLatch empty = new CountDownLatch(1);
    private long earliest = Moment.NEVER;
    private boolean closing;

    ConnectionGroup(TimeSource time, EventLoop loop) {
        this.time = time;
        this.loop = loop;
        this.watchdog = new Watchdog(time, () -> loop.execute(this::sweep));
    }

    void add(TcpConnection connection) {
        connections.add(connection);
        if (closing) {
            connection.shutDown();
        }
    }

    void remove(TcpConnection connection) {
        connections.remove(connection);
        if (closing && connections.isEmpty()) {
            empty.countDown();
        }
    }

    /** A connection's deadline may have come nearer. */
    void heed(long deadline) {
        if (deadline != earliest && Moment.first(deadline, earliest) == deadline) {
            watchdog.arm(deadline);
            earliest = deadline;
        }
    }

    /** Whatever fails here, the next deadline is heeded: nobody else would look at them again. */
    private void sweep() {
        earliest = Moment.NEVER;
        try {
            long now = time.nanos();
            for (TcpConnection connection : new ArrayList<>(connections)) {
                if (Moment.hasCome(connection.deadline(), now)) {
                    connection.late();
                }
            }
        } finally {
            heedNext();
        }
    }

    private void heedNext() {
        long next = Moment.NEVER;
        for (TcpConnection connection : connections) {
            next = Moment.first(next, connection.deadline());
        }
        if (next != Moment.NEVER) {
            heed(notTooSoon(next));
        }
    }

    /** Where nobody can tell what is too soon it may be. */
    private long notTooSoon(long next) {
        try {
            long soonest = time.nanos() + GRAIN_NANOS;
            return Moment.hasCome(next, soonest) ? soonest : next;
        } catch (RuntimeException | Error e) {
            return next;
        }
    }

    /** Ends the connections that have waited for another request for that long. */
    void makeRoom(long idleNanos) {
        loop.execute(() -> new ArrayList<>(connections).forEach(connection -> connection.makeRoom(idleNanos)));
    }

    /** Lets each connection end once what it answers is answered. */
    void shutDown() {
        boolean running = loop.execute(() -> {
            closing = true;
            new ArrayList<>(connections).forEach(TcpConnection::shutDown);
            if (connections.isEmpty()) {
                empty.countDown();
            }
        });
        if (!running) {
            empty.countDown();
        }
    }

    /** Waits for that until then, as {@link System#nanoTime()} counts, and ends the others. The loop itself cannot wait: it ends them in its next turn. */
    void close(long byNanos) {
        if (loop.isCurrent()) {
            abort();
        } else if (!isEmptyWithin(byNanos - System.nanoTime())) {
            abort();
            isEmptyWithin(ABORT_NANOS);
        }
        watchdog.close();
    }

    private void abort() {
        loop.execute(() -> new ArrayList<>(connections).forEach(TcpConnection::abort));
    }

    private boolean isEmptyWithin(long nanos) {
        try {
            return empty.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
