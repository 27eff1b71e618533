package io.github.p2pdi.impl.memory;

import io.github.p2pdi.time.TimeSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the bytes of a pipe come through. Its monitor guards all; {@code onMore} is called outside it when more may come than did before. */
final class Flow {
    private static final long NANOS = 1_000_000_000L;
    /** A slow line is looked at so often, or when the next byte is through. */
    private static final long TICK_NANOS = NANOS / 50;

    private final Flaws flaws;
    private final TimeSource time;
    private final Runnable onMore;
    private final long startedNanos;
    private boolean held;
    private boolean closed;
    private boolean isCut;
    private TimeSource.@Nullable Scheduled timer;

    Flow(Flaws flaws, TimeSource time, Runnable onMore) {
        this.flaws = flaws;
        this.time = time;
        this.onMore = onMore;
        startedNanos = time.nanos();
    }

    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
    }

    /** Whether it is cut behind those taken. */
    synchronized boolean cut(long taken) {
        isCut |= taken >= flaws.cutAt();
        return isCut;
    }

    synchronized boolean isCut() {
        return isCut;
    }

    /** How many may be read now, of so many that wait behind those taken. {@code onMore} is called when that becomes more by itself. */
    synchronized long through(long taken, int waiting) {
        if (held) {
            return 0;
        }
        long most = Math.min(Math.min(flaws.stallAt(), flaws.cutAt()) - taken, waiting);
        if (most <= 0 || flaws.bytesPerSecond() == Long.MAX_VALUE) {
            return Math.max(0, most);
        }
        if (come() <= taken) {
            setTimer(taken + 1);
        }
        // Asked again, as the time may have moved on before the timer was set, which then rings when nobody moves it
        // any more.
        return Math.max(0, Math.min(most, come() - taken));
    }

    private long come() {
        return Math.round((time.nanos() - startedNanos) / (double) NANOS * flaws.bytesPerSecond());
    }

    private void setTimer(long wanted) {
        if (timer != null || closed) {
            return;
        }
        long due = startedNanos + (long) Math.ceil((double) wanted / flaws.bytesPerSecond() * NANOS);
        long set = time.nanos();
        TimeSource.Scheduled latest = time.schedule(Duration.ofNanos(Math.max(TICK_NANOS, due - set)), this::ring);
        // A clock that moved on meanwhile would ring later by as much.
        for (long now = time.nanos(); now - set >= TICK_NANOS && now - due < 0; now = time.nanos()) {
            latest.cancel();
            set = now;
            latest = time.schedule(Duration.ofNanos(Math.max(TICK_NANOS, due - set)), this::ring);
        }
        timer = latest;
    }

    private void ring() {
        synchronized (this) {
            timer = null;
        }
        onMore.run();
    }

    /** Turns over what is to come wrong, among bytes that have just been read. */
    void spoil(ByteBuffer bytes, int position, long taken, int count) {
        long at = flaws.corruptAt() - taken;
        if (at >= 0 && at < count) {
            int index = position + (int) at;
            bytes.put(index, (byte) (bytes.get(index) ^ 1));
        }
    }

    synchronized void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
