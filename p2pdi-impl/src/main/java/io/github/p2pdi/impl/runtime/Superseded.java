package io.github.p2pdi.impl.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What is not the newest any more, or was made for one who asked, and is still being sent to somebody slow. It has a budget of memory: where that is used up, the oldest is revoked, so that
 * slow readers of long answers cost themselves their answer and nobody else anything. Safe for concurrent use.
 */
public final class Superseded {
    private static final long LEAST_BUDGET = 64L << 20;
    private static final int SHARE_OF_HEAP = 8;

    private final long budget;
    private final Deque<Entry> entries = new ArrayDeque<>();

    public Superseded(long budget) {
        this.budget = budget;
    }

    /** The usual budget: an eighth of the heap, and 64 MiB at the least. */
    public static Superseded ofHeap() {
        return new Superseded(Math.max(LEAST_BUDGET, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** Whether there is little room for one more. */
    public synchronized boolean isTight() {
        return used() > budget / 2;
    }

    /**
     * One more, that another has taken the place of.
     *
     * @param own how many bytes nothing but it holds
     * @param common how many more it holds, that others before it may hold as well and nothing behind it does
     */
    public synchronized void add(Revocable old, long own, long common) {
        long used = used();
        Entry added = new Entry(old, own, common);
        used += entries.isEmpty() && !old.isBeingRead() ? 0 : added.bytes();
        // Whoever has it in hand may only now begin to send it: so it stays until the next comes, whether it is being
        // read or not.
        entries.add(added);
        while (used > budget && !entries.isEmpty()) {
            Entry oldest = entries.remove();
            used -= oldest.bytes();
            oldest.revocable.revoke();
        }
    }

    private long used() {
        long used = 0;
        Entry before = null;
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.revocable.isBeingRead()) {
                used += entry.bytes();
                before = entry;
            } else {
                used += leave(before, entry);
                each.remove();
            }
        }
        return used;
    }

    /** Nobody reads it; but what it had in common with those before it they may still hold. */
    private static long leave(@Nullable Entry before, Entry gone) {
        if (before == null) {
            return 0;
        }
        before.common += gone.common;
        return gone.common;
    }

    private static final class Entry {
        private final Revocable revocable;
        private final long own;
        private long common;

        Entry(Revocable revocable, long own, long common) {
            this.revocable = revocable;
            this.own = own;
            this.common = common;
        }

        long bytes() {
            return common + (revocable.isBeingRead() ? own : 0);
        }
    }
}
