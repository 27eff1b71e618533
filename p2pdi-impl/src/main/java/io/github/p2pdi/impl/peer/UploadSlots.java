package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.runtime.DirectContent;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many documents are sent at once, in all and to one source: half, or a quarter where others have the rest; loopback has no limit of its own. More are asked to come again. But where none is free, the
 * slowest of those that are hardly read is cut short and makes room: it can be gone on with where it was. The monitor guards all but what a slot is read by.
 */
final class UploadSlots {
    /** Where more than half are taken, a source may have one in so many. */
    private static final int SOURCES = 4;

    /** Who takes less than that for so long makes room. */
    private static final long SLOW_BYTES_A_SECOND = 4 << 10;

    private static final long TRIAL_NANOS = Duration.ofSeconds(30).toNanos();

    private final int most;
    private final TimeSource time;
    private final IdentityHashMap<Exchange, Slot> taken = new IdentityHashMap<>();
    private final Map<String, Integer> bySource = new HashMap<>();
    private long slowBytesASecond;

    /** So many, which have that rate together. */
    UploadSlots(int most, TimeSource time, OptionalLong rate) {
        this.most = most;
        this.time = time;
        rate(rate);
    }

    /** What all of them may take together from now on: nobody is called slow for what he is not sent. */
    synchronized void rate(OptionalLong bytesPerSecond) {
        slowBytesASecond = Math.min(SLOW_BYTES_A_SECOND, bytesPerSecond.orElse(Long.MAX_VALUE) / (2L * most));
        taken.values().forEach(slot -> slot.look(time.nanos()));
    }

    /** Takes a slot until the exchange has ended, if there is one. */
    boolean take(Exchange exchange) {
        String source = exchange.remote().source();
        synchronized (this) {
            if (!hasShare(exchange) || (taken.size() >= most && !makeRoom())) {
                return false;
            }
            taken.put(exchange, new Slot(source));
            bySource.merge(source, 1, Integer::sum);
        }
        exchange.onEnd(outcome -> release(exchange));
        return true;
    }

    private boolean hasShare(Exchange exchange) {
        boolean hardlyAny = taken.size() < most / 2;
        int share = (most + SOURCES - 1) / SOURCES;
        return hardlyAny
                || exchange.remote().isLoopback()
                || bySource.getOrDefault(exchange.remote().source(), 0) < share;
    }

    /** What is sent in a slot; without one, as it is. */
    synchronized Body.Slice watched(Exchange exchange, Body.Slice document) {
        Slot slot = taken.get(exchange);
        if (slot == null) {
            return document;
        }
        slot.begin(document.offset(), time.nanos());
        return new Body.Slice(new Watched(document.content(), slot), document.offset(), document.size());
    }

    /** It is not known here any more if it was cut short. */
    private synchronized void release(Exchange exchange) {
        Slot slot = taken.remove(exchange);
        if (slot != null) {
            bySource.computeIfPresent(slot.source, (any, count) -> count == 1 ? null : count - 1);
        }
    }

    private boolean makeRoom() {
        long now = time.nanos();
        Exchange slowest = null;
        long least = slowBytesASecond;
        for (Map.Entry<Exchange, Slot> each : taken.entrySet()) {
            long rate = each.getValue().rate(now, slowBytesASecond);
            if (rate < least) {
                least = rate;
                slowest = each.getKey();
            }
        }
        return slowest != null && cut(slowest);
    }

    private boolean cut(Exchange slow) {
        Slot slot = taken.get(slow);
        if (slot != null) {
            slot.cut = true;
            release(slow);
        }
        return slot != null;
    }

    /** Where one stands. Looked at only when somebody waits for a slot, it is judged by what has gone since it was looked at last, or the time before. */
    private static final class Slot {
        private final String source;
        private volatile long position;
        private volatile boolean cut;
        private boolean begun;
        private long sinceNanos;
        private long sincePosition;

        Slot(String source) {
            this.source = source;
        }

        void begin(long offset, long now) {
            begun = true;
            position = offset;
            look(now);
        }

        void look(long now) {
            sinceNanos = now;
            sincePosition = position;
        }

        /** How many bytes a second have gone; as many as can be where that is too soon to say. */
        long rate(long now, long slow) {
            long nanos = now - sinceNanos;
            if (!begun || nanos < TRIAL_NANOS) {
                return Long.MAX_VALUE;
            }
            long rate = (position - sincePosition) / Duration.ofNanos(nanos).toSeconds();
            if (rate >= slow) {
                // Much may have gone at once into buffers, and nothing since.
                look(now);
            }
            return rate;
        }
    }

    /** Where it is read from, all that is before has been taken. */
    private record Watched(Content content, Slot slot) implements DirectContent {
        @Override
        public long size() throws IOException {
            return content.size();
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            goOn(position);
            return content.read(into, position);
        }

        private void goOn(long position) throws IOException {
            if (slot.cut) {
                throw new IOException("it was taken so slowly that it had to make room for somebody else");
            }
            slot.position = position;
        }

        @Override
        public boolean isDirect() {
            return DirectContent.of(content).isPresent();
        }

        @Override
        public void check(long position) throws IOException {
            goOn(position);
            direct().check(position);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
            return direct().transferTo(position, count, to);
        }

        private DirectContent direct() {
            return DirectContent.of(content).orElseThrow();
        }

        @Override
        public void close() throws IOException {
            content.close();
        }
    }
}
