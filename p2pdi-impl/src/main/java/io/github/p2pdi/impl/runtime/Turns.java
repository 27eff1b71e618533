package io.github.p2pdi.impl.runtime;

import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Shares a rate between many flows of bytes, fairly: each may send what a hundredth of a second brings, and then the next. Nobody is made to wait here; whoever
 * gets nothing is called when its turn has come, with its bytes set aside. Safe for concurrent use. The monitor guards all; nobody is called under it.
 */
public final class Turns {
    /** Waking somebody sooner than this is not worth it. */
    private static final long SHORTEST_WAIT_NANOS = 1_000_000L;

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
        synchronized (this) {
            for (Flow first = waiting.peek(); first != null && first.isServed(); first = waiting.peek()) {
                waiting.remove();
                called.add(first);
            }
            setTimer();
        }
        called.forEach(flow -> flow.onTurn.run());
    }

    private void setTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        Flow first = waiting.peek();
        if (first != null) {
            long wait = Math.max(SHORTEST_WAIT_NANOS, pacer.nanosUntil(first.wanted));
            timer = time.schedule(Duration.ofNanos(wait), this::next);
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
                if (setAside == 0 && !closed && !waiting.contains(this)) {
                    ask(most);
                }
                int taken = Math.min(most, setAside);
                setAside -= taken;
                return taken;
            }
        }

        private void ask(int most) {
            wanted = most;
            boolean first = waiting.isEmpty();
            if (first && isServed()) {
                return;
            }
            waiting.add(this);
            if (first) {
                setTimer();
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
                if (waiting.peek() == this) {
                    waiting.remove();
                    setTimer();
                } else {
                    waiting.remove(this);
                }
            }
        }
    }
}
