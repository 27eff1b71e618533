package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts a listener's connections, in all and by source; loopback has no limit of its own. Those that are one too many are told so, as long as not too many are
 * being told already. The monitor guards all counts.
 */
public final class Admission {
    private static final long PAUSE_NANOS = 100_000_000L;
    /** Where connections run out, this part of the time that they may be idle is enough: 5 s of 300. */
    private static final int IDLE_PARTS = 60;

    private final TransportContext context;
    private final TransportLimits limits;
    private final int mostTold;
    private final Map<String, Integer> bySource = new HashMap<>();
    private int all;
    private int told;
    private long lastRoomNanos;

    /** {@code mostTold}: so many are told at once that there is no room for them. */
    public Admission(TransportContext context, int mostTold) {
        this.context = context;
        this.limits = context.limits();
        this.mostTold = mostTold;
        this.lastRoomNanos = context.time().nanos() - PAUSE_NANOS;
    }

    /** Counts a new connection, if it is not one too many. */
    public Place admit(Remote remote) {
        Limit reached = count(remote);
        if (reached == null) {
            return new Place(remote, Verdict.GRANTED);
        }
        context.limitReached(reached);
        return new Place(remote, countTold() ? Verdict.TOLD : Verdict.TURNED_AWAY);
    }

    /** The limit by which it is one too many, or null. */
    private synchronized @Nullable Limit count(Remote remote) {
        if (all >= limits.connections()) {
            return Limit.CONNECTIONS;
        }
        if (!remote.isLoopback() && bySource.merge(remote.source(), 1, Integer::sum) > limits.connectionsPerSource()) {
            drop(remote);
            return Limit.CONNECTIONS_PER_SOURCE;
        }
        all++;
        return null;
    }

    private synchronized boolean countTold() {
        boolean room = told < mostTold;
        told += room ? 1 : 0;
        return room;
    }

    /**
     * Whoever has had his answer and only may ask again makes room for those who come after one that is not admitted now. Gives, where no connection more is admitted from
     * anywhere and not too often, for how many nanoseconds those have waited that are to be ended.
     */
    public void makeRoom(LongConsumer ending) {
        if (isTimeForRoom(context.time().nanos())) {
            ending.accept(TimeSource.nanosIn(limits.idle()) / IDLE_PARTS);
        }
    }

    private synchronized boolean isTimeForRoom(long now) {
        boolean isTime = all >= limits.connections() && now - lastRoomNanos >= PAUSE_NANOS;
        lastRoomNanos = isTime ? now : lastRoomNanos;
        return isTime;
    }

    private synchronized void release(Remote remote, Verdict verdict) {
        if (verdict == Verdict.GRANTED) {
            all--;
            drop(remote);
        } else if (verdict == Verdict.TOLD) {
            told--;
        }
    }

    private void drop(Remote remote) {
        if (!remote.isLoopback()) {
            bySource.computeIfPresent(remote.source(), (source, count) -> count == 1 ? null : count - 1);
        }
    }

    private enum Verdict {
        GRANTED,
        TOLD,
        TURNED_AWAY
    }

    /** What becomes of a connection. It counts until it is closed, once. */
    public final class Place implements AutoCloseable {
        private final Remote remote;
        private final Verdict verdict;
        private final AtomicBoolean counts = new AtomicBoolean(true);

        private Place(Remote remote, Verdict verdict) {
            this.remote = remote;
            this.verdict = verdict;
        }

        public boolean isGranted() {
            return verdict == Verdict.GRANTED;
        }

        /** Whether it is to be closed without a word. */
        public boolean isTurnedAway() {
            return verdict == Verdict.TURNED_AWAY;
        }

        @Override
        public void close() {
            if (counts.getAndSet(false)) {
                release(remote, verdict);
            }
        }
    }
}
