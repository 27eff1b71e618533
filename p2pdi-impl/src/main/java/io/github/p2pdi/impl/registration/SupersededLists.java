package io.github.p2pdi.impl.registration;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lists that are not the newest any more and are still being sent to somebody slow, and changes, which are sent to one each. They have a budget of memory:
 * where it is used up, the oldest are revoked, so that slow readers of what is long cost themselves their answer and nobody else anything. Safe for concurrent use.
 */
final class SupersededLists {
    private static final long LEAST_BUDGET = 64L << 20;
    private static final int SHARE_OF_HEAP = 8;

    private final long budget;
    private final Deque<RevocableBytes> lists = new ArrayDeque<>();

    SupersededLists(long budget) {
        this.budget = budget;
    }

    /** The usual budget: an eighth of the heap, and 64 MiB at the least. */
    static SupersededLists ofHeap() {
        return new SupersededLists(Math.max(LEAST_BUDGET, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
    }

    /** Whether there is little room for one more. */
    synchronized boolean isTight() {
        return used() > budget / 2;
    }

    /** One more. */
    synchronized void add(RevocableBytes list) {
        lists.add(list);
        long used = used();
        while (used > budget && !lists.isEmpty()) {
            RevocableBytes oldest = lists.remove();
            oldest.revoke();
            used -= oldest.bytes();
        }
    }

    private long used() {
        lists.removeIf(list -> !list.isBeingRead());
        return lists.stream().mapToLong(RevocableBytes::bytes).sum();
    }
}
