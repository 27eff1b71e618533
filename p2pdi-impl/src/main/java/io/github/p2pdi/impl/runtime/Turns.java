package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares a rate between many flows of bytes, fairly: each may send what a hundredth of a second brings, and then the next. Nobody is made to wait here; whoever
 * gets nothing is called when its turn has come, with its bytes set aside. Safe for concurrent use. The monitor guards all; nobody is called under it.
 *
 * <p>As long as anybody waits there is a timer, whatever the clock throws, or whoever asks next sets one: nobody else would call those who wait.
 */
public final class Turns {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    /** Waking somebody sooner than this is not worth it. */
    private static final long SHORTEST_WAIT_NANOS = 1_000_000L;
    /** Where nobody can tell how long to wait. */
    private static final long ANY_WAIT_NANOS = 100_000_000L;

    private final TimeSource time;
    private final Pacer pacer;
    private final Queue<Flow> waiting = new ArrayDeque<>();
    private TimeSource.@Nullable Scheduled timer;

    /** Of so many bytes a second in all; empty: as fast as it goes. */
    public Turns(TimeSource time, OptionalLong rate) {
        this.time = time;
        this.pacer = new Pacer(time, rate);
    }

    /** Changes the rate, for those too who wait. */
    public void rate(OptionalLong bytesPerSecond) {
        pacer.rate(bytesPerSecond);
        next();
    }

    /** Another flow; {@code onTurn} must not block, and may be called once more than it is waited for. */
    public Flow flow(Runnable onTurn) {
        return new Flow(onTurn);
    }

    private void next() {
        List<Flow> called = new ArrayList<>();
        try {
            serve(called);
        } finally {
            called.forEach(Flow::call);
        }
    }

    private synchronized void serve(List<Flow> served) {
        try {
            for (Flow first = waiting.peek(); first != null && first.isServed(); first = waiting.peek()) {
                served.add(first);
                waiting.remove();
            }
        } finally {
            resetTimer();
        }
    }

    private void resetTimer() {
        TimeSource.Scheduled old = timer;
        timer = null;
        try {
            if (old != null) {
                old.cancel();
            }
        } finally {
            keepTimer();
        }
    }

    private void keepTimer() {
        Flow first = waiting.peek();
        if (timer == null && first != null) {
            setTimer(Duration.ofNanos(nanosUntilTurnOf(first)));
        }
    }

    private void setTimer(Duration wait) {
        try {
            timer = time.schedule(wait, this::next);
        } catch (RuntimeException | Error e) {
            LOG.debug("no timer can be set, trying once more", e);
            timer = time.schedule(wait, this::next);
        }
    }

    private long nanosUntilTurnOf(Flow first) {
        try {
            return Math.max(SHORTEST_WAIT_NANOS, pacer.nanosUntil(first.wanted));
        } catch (RuntimeException | Error e) {
            LOG.debug("nobody can tell when the next turn is", e);
            return ANY_WAIT_NANOS;
        }
    }

    /** One of the flows. */
    public final class Flow implements AutoCloseable {
        private final Runnable onTurn;
        private int wanted;
        private int setAside;
        private boolean closed;

        private Flow(Runnable onTurn) {
            this.onTurn = onTurn;
        }

        /** Whether there is a rate to share now. */
        public boolean isLimited() {
            return pacer.rate().isPresent();
        }

        /** How many bytes may go now, at most so many. If none, it waits for its turn from now on, and is called then; it may ask before that. */
        public int take(int most) {
            synchronized (Turns.this) {
                if (setAside == 0 && !closed) {
                    ask(most);
                    keepTimer();
                }
                int taken = Math.min(most, setAside);
                setAside -= taken;
                return taken;
            }
        }

        private void ask(int most) {
            if (waiting.contains(this)) {
                return;
            }
            wanted = most;
            if (!waiting.isEmpty() || !isServed()) {
                waiting.add(this);
            }
        }

        private void call() {
            try {
                onTurn.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("one whose turn has come failed", e);
            }
        }

        private boolean isServed() {
            setAside += pacer.tryTake(wanted);
            return setAside > 0;
        }

        /** It sends nothing more. */
        @Override
        public void close() {
            synchronized (Turns.this) {
                closed = true;
                pacer.giveBack(setAside);
                setAside = 0;
                boolean first = waiting.peek() == this;
                waiting.remove(this);
                if (first) {
                    resetTimer();
                } else {
                    keepTimer();
                }
            }
        }
    }
}
