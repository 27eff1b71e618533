package io.github.p2pdi.impl.peer;

import io.github.p2pdi.node.IndexLimits;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The memory for what peers are telling, until it has been merged: of all who are asked at the same time. Where half of it is taken nothing more is of those who have been telling for
 * long, so that they do not keep out who is quick; but what they have told until then they keep until they end. Safe for concurrent use.
 */
final class TellingRoom {
    /** About what a record takes besides its texts. */
    private static final int RECORD = 300;
    /** So many may tell as much as one may, however long that takes. */
    private static final int TELLERS = 4;

    private final long half;
    private final AtomicLong taken = new AtomicLong();

    /** So many bytes for those who have been telling for long, and as many beside them. */
    TellingRoom(long half) {
        this.half = half;
    }

    /** As much for either as there is room for texts in the index, or more where few may tell all of that. */
    static TellingRoom of(IndexLimits limits) {
        long ofOne = limits.textBytesOfOne() + (long) RECORD * limits.recordsOfOne();
        long most = Math.max(limits.textBytes(), TELLERS * ofOne);
        return new TellingRoom(Math.min(most, Long.MAX_VALUE / 4));
    }

    /** For what one tells; {@code slowly} says whether he has been at it for long. */
    Part part(BooleanSupplier slowly) {
        return new Part(slowly);
    }

    /** How many bytes are taken. */
    long taken() {
        return taken.get();
    }

    /** What one takes of it. One thread at a time. */
    final class Part implements AutoCloseable {
        private final BooleanSupplier slowly;
        private long bytes;
        private boolean refused;

        private Part(BooleanSupplier slowly) {
            this.slowly = slowly;
        }

        /** Takes room for one more record with so much text, if there is some. */
        boolean take(int text) {
            long more = (long) RECORD + text;
            long most = slowly.getAsBoolean() ? half : 2 * half;
            if (taken.addAndGet(more) > most) {
                taken.addAndGet(-more);
                refused = true;
                return false;
            }
            bytes += more;
            return true;
        }

        /** Whether there was no room for something. */
        boolean isRefused() {
            return refused;
        }

        /** Gives back what it has taken. */
        @Override
        public void close() {
            taken.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
