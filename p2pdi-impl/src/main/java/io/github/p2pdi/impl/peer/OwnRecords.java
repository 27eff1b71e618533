package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.download.Records;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.DocumentStore;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps the index's own records what the store holds. The store may be somebody else's code, so it is never called under a lock, and several may look at it at
 * once. A look takes place between two ticks; it is taken over if it began behind the end of the one that was taken over last, and so has certainly seen what that
 * one has. So a store and an index have one of these between them: what another takes over has ticks of its own. The monitor guards the ticks.
 */
public final class OwnRecords {
    private final DocumentStore store;
    private final MergedIndex index;
    private final Supplier<PeerAddress> self;
    private long ticks;
    private long publishedFrom;
    private long publishedTo;

    /** {@code self} is where others reach the peer; whoever changes that publishes again. */
    public OwnRecords(DocumentStore store, MergedIndex index, Supplier<PeerAddress> self) {
        this.store = store;
        this.index = index;
        this.self = self;
    }

    /**
     * Takes over what the store holds now; when this returns, the index has that or something newer. What changes meanwhile is told by the store, and not waited
     * for: one that hashes its documents changes all the time.
     */
    public void publish() {
        long called = tick();
        long from = called;
        while (!take(from, Records.of(store.documents(), self.get())) && !isPublishedSince(called)) {
            from = tick();
        }
    }

    private synchronized long tick() {
        return ++ticks;
    }

    private synchronized boolean isPublishedSince(long moment) {
        return publishedFrom >= moment;
    }

    private synchronized boolean take(long from, List<Rfc> records) {
        if (from <= publishedTo) {
            return false;
        }
        publishedFrom = from;
        publishedTo = ++ticks;
        index.setOwn(records);
        return true;
    }
}
